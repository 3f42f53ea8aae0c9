import { DAY, utcDay, type Instant } from '../time.ts';
import type { ScoringModel, Totals } from './score.ts';

/**
 * A customer's purchases, folded so that the result depends on the set of events and not on their order.
 * Nothing here names an order: what a refund needs to know of its order is looked up (see `OrderFacts`),
 * so that the state of a customer with 5,000 orders stays small.
 */
export interface Ledger {
  /** Orders (net above 0) and net revenue per UTC day, ascending, inside the window. */
  readonly days: readonly (readonly [day: number, orders: number, revenue: number])[];
  /** The newest purchase instants, ascending, and how many orders of each still count: where recency starts. */
  readonly recent: readonly (readonly [at: Instant, orders: number])[];
  /** Over the whole life, not only the window. */
  readonly orders: number;
  readonly revenue: number;
  readonly firstAt: Instant | null;
  /** Refund events that came before their purchase. While it is 0, a purchase needs no look-up. */
  readonly early: number;
}

/** What is known of one order besides the batch in hand. */
export interface OrderFacts {
  /** The purchase, if it was applied before. */
  readonly purchase: { readonly at: Instant; readonly amount: number } | null;
  /** Sum and number of the refunds applied before. */
  readonly refunded: number;
  readonly refunds: number;
}

export const UNKNOWN_ORDER: OrderFacts = { purchase: null, refunded: 0, refunds: 0 };

export const EMPTY_LEDGER: Ledger = { days: [], recent: [], orders: 0, revenue: 0, firstAt: null, early: 0 };

/** Enough to find the last purchase after a run of refunds; older ones answer to the day. */
const RECENT = 32;

/** Adds a purchase; refunds that came before it are taken off at once. */
export function addPurchase(
  ledger: Ledger,
  purchase: { readonly at: Instant; readonly amount: number },
  facts: OrderFacts,
): readonly [Ledger, OrderFacts] {
  const orders = counts(purchase.amount, facts.refunded) ? 1 : 0;
  const net = Math.max(0, purchase.amount - facts.refunded);
  const recent = countInstant(ledger.recent, purchase.at, orders).slice(-RECENT);
  const next: Ledger = {
    ...countDay({ ...ledger, recent }, utcDay(purchase.at), orders, net),
    firstAt: Math.min(ledger.firstAt ?? purchase.at, purchase.at),
    early: ledger.early - facts.refunds,
  };
  return [next, { ...facts, purchase: { at: purchase.at, amount: purchase.amount } }];
}

/** Takes a refund off its order: net = max(0, amount − all refunds); an order refunded to 0 no longer counts. */
export function addRefund(ledger: Ledger, amount: number, facts: OrderFacts): readonly [Ledger, OrderFacts] {
  const known: OrderFacts = { ...facts, refunded: facts.refunded + amount, refunds: facts.refunds + 1 };
  if (facts.purchase === null) return [{ ...ledger, early: ledger.early + 1 }, known];
  const { at, amount: gross } = facts.purchase;
  const before = Math.max(0, gross - facts.refunded);
  const after = Math.max(0, gross - known.refunded);
  const orders = Number(counts(gross, known.refunded)) - Number(counts(gross, facts.refunded));
  const recent = orders === 0 ? ledger.recent : uncountInstant(ledger.recent, at);
  return [countDay({ ...ledger, recent }, utcDay(at), orders, after - before), known];
}

/** A free order counts; one that was refunded away does not. */
function counts(amount: number, refunded: number): boolean {
  return refunded === 0 || amount > refunded;
}

/** Forgets days that have left the window at `now`; they can never come back. */
export function pruneLedger(ledger: Ledger, windowDays: number, now: Instant): Ledger {
  const first = utcDay(now) - windowDays;
  const oldest = ledger.days[0];
  if (oldest === undefined || oldest[0] >= first) return ledger;
  return { ...ledger, days: ledger.days.filter(([day]) => day >= first) };
}

/** What counts at `now`; `null` where no purchase has ever counted. */
export function totalsOf(ledger: Ledger, model: ScoringModel, now: Instant): Totals | null {
  if (ledger.orders === 0) return null;
  const first = utcDay(now) - model.windowDays;
  let orders = 0;
  let revenue = 0;
  for (const [day, count, sum] of ledger.days) {
    if (day < first) continue;
    orders += count;
    revenue += sum;
  }
  return { lastPurchaseAt: lastPurchaseAt(ledger), orders, revenue };
}

/** Last purchase that still counts; after more refunds than `recent` holds, the start of its day. */
export function lastPurchaseAt(ledger: Ledger): Instant {
  const last = ledger.recent.findLast(([, orders]) => orders > 0);
  if (last) return last[0];
  const day = ledger.days.findLast(([, orders]) => orders > 0);
  return day ? day[0] * DAY : (ledger.firstAt ?? 0);
}

function countDay(ledger: Ledger, day: number, orders: number, revenue: number): Ledger {
  return {
    ...ledger,
    orders: ledger.orders + orders,
    revenue: ledger.revenue + revenue,
    days: mergeDay(ledger.days, day, orders, revenue),
  };
}

function mergeDay(days: Ledger['days'], day: number, orders: number, revenue: number): Ledger['days'] {
  const at = days.findLastIndex(([known]) => known <= day);
  const found = at >= 0 ? days[at] : undefined;
  if (found === undefined || found[0] !== day) {
    return orders === 0 && revenue === 0 ? days : days.toSpliced(at + 1, 0, [day, orders, revenue]);
  }
  const merged = [day, found[1] + orders, found[2] + revenue] as const;
  return merged[1] === 0 && merged[2] === 0 ? days.toSpliced(at, 1) : days.with(at, merged);
}

function countInstant(recent: Ledger['recent'], at: Instant, orders: number): Ledger['recent'] {
  const place = recent.findLastIndex(([known]) => known <= at);
  const found = place >= 0 ? recent[place] : undefined;
  if (found !== undefined && found[0] === at) return recent.with(place, [at, found[1] + orders]);
  return recent.toSpliced(place + 1, 0, [at, orders]);
}

function uncountInstant(recent: Ledger['recent'], at: Instant): Ledger['recent'] {
  return recent.map((entry) => (entry[0] === at ? [at, entry[1] - 1] : entry));
}
