import type { Sent } from './stream.ts';

export interface Totals {
  /** Orders that are not refunded away. */
  readonly orders: number;
  /** Minor units, net. */
  readonly revenue: number;
  /** Refunds whose purchase has not come. */
  readonly early: number;
}

/** What every customer should have, counted from the whole list in the simplest way. */
export function oracle(events: Iterable<Sent>): ReadonlyMap<string, Totals> {
  const byCustomer = new Map<string, Sent[]>();
  for (const event of events) byCustomer.set(event.customer, [...(byCustomer.get(event.customer) ?? []), event]);
  return new Map([...byCustomer].map(([customer, mine]) => [customer, totalsOf(mine)]));
}

function totalsOf(events: readonly Sent[]): Totals {
  const purchases = events.filter(({ type }) => type === 'purchase');
  const refunds = events.filter(({ type }) => type === 'refund');
  const nets = purchases.map(({ id, amount = 0 }) => {
    const mine = refunds.filter(({ order }) => order === id);
    const net = Math.max(0, amount - mine.reduce((sum, refund) => sum + (refund.amount ?? 0), 0));
    return { net, counts: mine.length === 0 || net > 0 };
  });
  return {
    orders: nets.filter(({ counts }) => counts).length,
    revenue: nets.reduce((sum, { net }) => sum + net, 0),
    early: refunds.filter(({ order }) => purchases.every(({ id }) => id !== order)).length,
  };
}
