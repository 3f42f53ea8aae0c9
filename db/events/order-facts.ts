import type { CustomerEvent } from '../../domain/events/event.ts';
import type { OrderKey } from '../../domain/keys.ts';
import { UNKNOWN_ORDER, type OrderFacts } from '../../domain/ledger/ledger.ts';

/** What these events say of one order. */
export function factsOf(key: OrderKey, events: readonly CustomerEvent[]): OrderFacts {
  return events.reduce<OrderFacts>((facts, event) => {
    if (event.kind === 'purchase' && event.key === key) {
      return { ...facts, purchase: { at: event.at, amount: event.amount } };
    }
    if (event.kind === 'refund' && event.order === key) {
      return { ...facts, refunded: facts.refunded + event.amount, refunds: facts.refunds + 1 };
    }
    return facts;
  }, UNKNOWN_ORDER);
}
