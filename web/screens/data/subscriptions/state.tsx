import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

/** Whether it is called, and why not. */
export function State({ subscription: { state, paused } }: { readonly subscription: Subscription }) {
  const words = useSubscriptionWords();
  if (paused === null) {
    return <span className={`chip ${state === 'retrying' ? 'warn' : ''}`.trim()}>{words.states[state]}</span>;
  }
  return (
    <>
      <span className="chip warn">{paused.because === 'gone' ? words.disabled : words.states.paused}</span>{' '}
      <span className="small soft wraps">{words.because[paused.because]}</span>
    </>
  );
}
