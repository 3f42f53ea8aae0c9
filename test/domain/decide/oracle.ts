import type { CustomerEvent } from '../../../domain/event.ts';
import type { ScoringModel } from '../../../domain/rfm/model.ts';
import type { SilenceModel } from '../../../domain/rfm/silence-model.ts';

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
  const lastPurchaseAt = lastOf(orders);
  const silent = now - lastPurchaseAt;
  const points = (value: number, cuts: readonly number[]) => 1 + cuts.filter((cut) => value >= cut).length;
  return {
    lifeOrders: counting.length,
    lifeRevenue: orders.reduce((sum, order) => sum + order.net, 0),
    early: earlyOf(events),
    orders: insideCounting,
    revenue,
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
  const refunded = new Map<string, number>();
  for (const event of events) {
    if (event.kind === 'refund') refunded.set(event.order, (refunded.get(event.order) ?? 0) + event.amount);
  }
  return events.flatMap((event) => {
    if (event.kind !== 'purchase') return [];
    const back = refunded.get(event.key) ?? 0;
    return [{ at: event.at, net: Math.max(0, event.amount - back), counts: back === 0 || back < event.amount }];
  });
}

function earlyOf(events: readonly CustomerEvent[]): number {
  const purchases = new Set(events.flatMap((event) => (event.kind === 'purchase' ? [event.key] : [])));
  return events.filter((event) => event.kind === 'refund' && !purchases.has(event.order)).length;
}

/** The last order that counts; where all of the newest 32 instants were refunded, only the day is known. */
function lastOf(orders: readonly Order[]): number {
  const instants = [...new Set(orders.map((order) => order.at))].toSorted((a, b) => b - a).slice(0, 32);
  const exact = instants.find((at) => orders.some((order) => order.at === at && order.counts));
  if (exact !== undefined) return exact;
  const days = orders.filter((order) => order.counts).map((order) => Math.floor(order.at / DAY));
  return days.length > 0 ? Math.max(...days) * DAY : Math.min(...orders.map((order) => order.at));
}
