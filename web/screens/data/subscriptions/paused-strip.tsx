import { Link } from 'wouter';
import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

/** Which subscriptions are told of nothing and why, with the way to where that can be mended. */
export function PausedStrip({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  const words = useSubscriptionWords();
  return (
    <div className="live-strip" role="alert">
      {subscriptions.map(({ id, paused }) => (
        <p key={id}>{paused && words.alert.paused(id, words.because[paused.because])}</p>
      ))}
      <Link href="/data/subscriptions">{words.alert.see}</Link>
    </div>
  );
}
