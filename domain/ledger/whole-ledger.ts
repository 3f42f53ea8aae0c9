import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { EMPTY_LEDGER, summedUp, type Ledger } from './ledger.ts';
import { isCovered, type Summary } from './summary.ts';

/** Something of a history that counts. */
export interface Counted {
  readonly at: Instant;
  /** Minor units that are left of it. */
  readonly revenue: number;
}

/**
 * The ledger of a whole life at once, the same as one purchase after another would make it: a single pass and a sort,
 * so that a history of a hundred thousand orders is read in a moment. It knows every instant.
 * @param zone whose calendar days the ledger is kept in
 */
export function wholeLedger(counted: readonly Counted[], summary: Summary | null, zone: string): Ledger {
  const start = summary ? summedUp(summary, zone) : EMPTY_LEDGER;
  const later = counted.filter(({ at }) => !isCovered(at, summary)).toSorted((a, b) => a.at - b.at);
  if (later.length === 0) return start;
  const days = new Map(start.days.map(([day, orders, revenue]) => [day, { orders, revenue }]));
  const instants = new Map(start.recent);
  let revenue = start.revenue;
  for (const { at, revenue: left } of later) {
    const day = dayOf(at, zone);
    const sum = days.get(day);
    if (sum) {
      sum.orders += 1;
      sum.revenue += left;
    } else days.set(day, { orders: 1, revenue: left });
    instants.set(at, (instants.get(at) ?? 0) + 1);
    revenue += left;
  }
  const recent = [...instants].toSorted(([a], [b]) => a - b);
  return {
    ...start,
    days: [...days].map(([day, sum]) => [day, sum.orders, sum.revenue] as const).toSorted(([a], [b]) => a - b),
    recent,
    orders: start.orders + later.length,
    revenue,
    firstAt: recent[0]?.[0] ?? null,
  };
}
