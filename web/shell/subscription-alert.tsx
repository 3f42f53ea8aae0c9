import { lazy, Suspense } from 'react';
import { useSubscriptions } from '../screens/data/subscriptions/use-subscriptions.ts';

// Its words are loaded where there is something to say.
const Paused = lazy(async () => ({
  default: (await import('../screens/data/subscriptions/paused-strip.tsx')).PausedStrip,
}));

/** Says on every screen, to those who can mend it, that a subscription is told of nothing. */
export function SubscriptionAlert() {
  const paused = useSubscriptions().data?.subscriptions.filter((one) => one.paused !== null) ?? [];
  return paused.length === 0 ? null : (
    <Suspense fallback={null}>
      <Paused subscriptions={paused} />
    </Suspense>
  );
}
