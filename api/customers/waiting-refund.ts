import type { WaitingRefund } from '../../db/events/refunds.ts';
import { UNMATCHED_AFTER } from '../../domain/events/outcome.ts';
import { isoTime } from '../../domain/time.ts';
import { eventName } from '../sentences.ts';

/** A refund that waits for its order, as clients see it. */
export function waitingRefundView({ refund }: WaitingRefund) {
  const { key, order, amount, at, seenAt } = refund;
  return {
    ...eventName(key),
    order: eventName(order).id,
    amount,
    at: isoTime(at),
    learnedAt: isoTime(seenAt),
    unmatchedAt: isoTime(seenAt + UNMATCHED_AFTER),
  };
}
