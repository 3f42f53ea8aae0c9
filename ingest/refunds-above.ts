import type { EventRow } from '../db/events/events.ts';
import type { ReadOrders } from '../db/events/refunded.ts';
import type { Purchase, Refund } from '../domain/events/event.ts';
import type { EventKey, OrderKey } from '../domain/keys.ts';
import type { Problem } from '../domain/problem.ts';

/** What the arriving refunds come to, beside their rows. */
export interface RefundsChecked {
  /** Those that take more off their order than is left of it, by their row. */
  readonly above: ReadonlyMap<EventRow, Problem>;
  /** Those whose order is not stored, and does not come with them. */
  readonly early: ReadonlySet<EventRow>;
}

const NOTHING: RefundsChecked = { above: new Map(), early: new Set() };

/**
 * Finds refunds that exceed what is left of their order, where that order is stored or comes with them; sums over several
 * refunds count. A refund that is stored already is left to its repeat, and one of another customer's order waits like
 * any whose order is unknown. Two requests at the same moment may each find room for theirs: then the customer's one
 * writer takes off what there is, and says so.
 * @param rows in the order in which they came, which decides who comes too late
 */
export async function refundsAbove(read: ReadOrders, rows: readonly EventRow[]): Promise<RefundsChecked> {
  const refunds = rows.flatMap((row) => (row.event.kind === 'refund' ? [{ row, refund: row.event }] : []));
  if (refunds.length === 0) return NOTHING;
  const stored = await read([...new Set(refunds.map(({ refund }) => refund.order))]);
  const known = new Set(stored.refunds.map(({ key }) => key));
  const orders = new Map<OrderKey, Pick<Purchase, 'customer' | 'amount'>>(stored.purchases);
  for (const { event } of rows) if (event.kind === 'purchase' && !orders.has(event.key)) orders.set(event.key, event);
  const refunded = new Map<OrderKey, number>();
  const add = ({ order, amount }: Pick<Refund, 'order' | 'amount'>) =>
    refunded.set(order, (refunded.get(order) ?? 0) + amount);
  for (const refund of stored.refunds) if (refund.customer === orders.get(refund.order)?.customer) add(refund);
  const above = new Map<EventRow, Problem>();
  const early = new Set<EventRow>();
  const seen = new Set<EventKey>(known);
  for (const { row, refund } of refunds) {
    const order = orders.get(refund.order);
    if (order?.customer !== refund.customer) early.add(row);
    if (seen.has(refund.key) || order?.customer !== refund.customer) continue;
    const left = Math.max(0, order.amount - (refunded.get(refund.order) ?? 0));
    if (refund.amount > left) above.set(row, problemOf(refund, order.amount, left));
    else {
      seen.add(refund.key);
      add(refund);
    }
  }
  return { above, early };
}

function problemOf({ amount }: Refund, worth: number, left: number): Problem {
  const most = left === 0 ? 'nothing is left to refund' : `at most ${left} can be refunded`;
  const message =
    `a refund of ${amount} is more than its order has left: of ${worth} minor units ${most}; ` +
    'send what was paid back of this order, or name the order that it belongs to';
  return { code: 'refund-above-order', path: 'amount', message };
}
