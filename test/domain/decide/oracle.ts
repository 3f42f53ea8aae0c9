import type { CustomerEvent } from '../../../domain/events/event.ts';
import type { ScoringModel } from '../../../domain/scoring/model.ts';
import type { SilenceModel } from '../../../domain/silence/silence-model.ts';

const DAY = 86_400_000;

/** One order as everything that ever happened leaves it. */
interface Order {
  readonly at: number;
  readonly net: number;
  readonly counts: boolean;
}

export interface Expected {
  readonly lifeOrders: number;
  readonly lifeRevenue: number;
  readonly early: number;
  readonly orders: number;
  readonly revenue: number;
  readonly firstPurchaseAt: number;
  readonly lastPurchaseAt: number;
  readonly r: number;
  readonly f: number;
  readonly m: number | null;
  readonly silence: string;
}

/** Recomputes a customer from the whole list of events, from scratch and in the simplest way. */
export function recompute(
  events: readonly CustomerEvent[],
  scoring: ScoringModel,
  silence: SilenceModel,
  now: number,
): Expected | null {
  const orders = ordersOf(events);
  const counting = orders.filter((order) => order.counts);
  if (counting.length === 0) return null;
  const inside = orders.filter(
    (order) => Math.floor(now / DAY) - Math.floor(order.at / DAY) <= (scoring.windowDays ?? Infinity),
  );
  const insideCounting = inside.filter((order) => order.counts).length;
  const revenue = inside.reduce((sum, order) => sum + order.net, 0);
  const lastPurchaseAt = Math.max(...counting.map((order) => order.at));
  const silent = now - lastPurchaseAt;
  const points = (value: number, cuts: readonly number[]) => 1 + cuts.filter((cut) => value >= cut).length;
  return {
    lifeOrders: counting.length,
    lifeRevenue: orders.reduce((sum, order) => sum + order.net, 0),
    early: earlyOf(events),
    orders: insideCounting,
    revenue,
    firstPurchaseAt: Math.min(...counting.map((order) => order.at)),
    lastPurchaseAt,
    r: 1 + scoring.recency.cuts.filter((days) => Math.floor(silent / DAY) <= days).length,
    f: points(insideCounting, scoring.frequency.cuts),
    m: scoring.monetary && points(revenue, scoring.monetary.cuts),
    silence: silent >= silence.lapsedDays * DAY ? 'lapsed' : silent >= silence.overdueDays * DAY ? 'overdue' : 'active',
  };
}

/** The first instant after `now` at which a score differs: every instant where anything could happen is tried. */
export function nextChange(
  events: readonly CustomerEvent[],
  scoring: ScoringModel,
  silence: SilenceModel,
  now: number,
): number | null {
  const current = recompute(events, scoring, silence, now);
  if (current === null) return null;
  const days = Math.max(scoring.windowDays ?? 0, ...scoring.recency.cuts) + 2;
  const today = Math.floor(now / DAY);
  const midnights = Array.from({ length: days }, (_, index) => (today + 1 + index) * DAY);
  const timeOfDay = ((current.lastPurchaseAt % DAY) + DAY) % DAY;
  const birthdays = Array.from({ length: days }, (_, index) => (today + index) * DAY + timeOfDay);
  for (const at of [...midnights, ...birthdays].filter((instant) => instant > now).toSorted((a, b) => a - b)) {
    // The last purchase does not change by waiting: take the one known now, also once its day has left the window.
    const then = recompute(events, scoring, silence, at);
    if (then === null) return null;
    if (then.r !== current.r || then.f !== current.f || then.m !== current.m) return at;
  }
  return null;
}

/** The summary that counts, if there is one, as so many orders at its last action; and the orders after it. */
function ordersOf(events: readonly CustomerEvent[]): Order[] {
  const stated = events.flatMap((event) => (event.kind === 'summary' ? [event] : []));
  const [latest] = stated.toSorted((a, b) => b.at - a.at || (a.key < b.key ? 1 : -1));
  const after = purchasesOf(events).filter(({ at }) => latest === undefined || at > latest.at);
  if (latest === undefined) return after;
  const lump = Array.from({ length: latest.actions }, (_, index) => {
    return { at: latest.lastActionAt, net: index === 0 ? latest.monetary : 0, counts: true };
  });
  return [...lump, ...after];
}

function purchasesOf(events: readonly CustomerEvent[]): Order[] {
  const refunds = new Map<string, number[]>();
  for (const event of events) {
    if (event.kind === 'refund') refunds.set(event.order, [...(refunds.get(event.order) ?? []), event.amount]);
  }
  return events.flatMap((event) => {
    if (event.kind !== 'purchase') return [];
    const back = refunds.get(event.key) ?? [];
    const net = Math.max(
      0,
      back.reduce((left, amount) => left - amount, event.amount),
    );
    return [{ at: event.at, net, counts: back.length === 0 || net > 0 }];
  });
}

function earlyOf(events: readonly CustomerEvent[]): number {
  const purchases = new Set(events.flatMap((event) => (event.kind === 'purchase' ? [event.key] : [])));
  return events.filter((event) => event.kind === 'refund' && !purchases.has(event.order)).length;
}
