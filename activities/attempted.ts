import type { Outcome } from '../channels/port.ts';
import type { EffectEnd } from '../db/messaging/effects.ts';
import { MINUTE } from '../domain/time.ts';

/** How an attempt ended, and when another may be made, ms. */
export interface Attempted {
  readonly end: EffectEnd<'sendMessage'>;
  readonly after?: number;
  readonly outcome?: Outcome;
}

/** How often somebody looks whether a paused channel was resumed. */
export const LOOK_AGAIN = MINUTE;

/** What the ledger is told of an outcome: while a channel is paused, its messages wait. */
export function attempted(outcome: Outcome): Attempted {
  switch (outcome.state) {
    case 'sent':
      return { outcome, end: { state: 'done', result: { messageId: outcome.messageId } } };
    case 'paused':
      return { outcome, after: LOOK_AGAIN, end: { state: 'retry', reason: outcome.reason } };
    case 'retry': {
      const { reason, after } = outcome;
      return { outcome, ...(after === undefined ? {} : { after }), end: { state: 'retry', reason } };
    }
    case 'failed':
    case 'unknown':
      return { outcome, end: { state: outcome.state, reason: outcome.reason } };
  }
}
