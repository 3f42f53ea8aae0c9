import { DAY, utcDay, type Instant } from '../time.ts';
import { isCovered, type Summary } from './summary.ts';
import { addPastDays, NO_PAST_DAYS, readPastDays, type PastDays } from './past-days.ts';

/**
 * A customer's purchases, folded so that the result depends on the set of events and not on their order.
 * Nothing here names an order: what a refund needs to know of its order is looked up (see `OrderFacts`),
 * so that the state of a customer with 5,000 orders stays small.
 */
export interface Ledger {
  /** Orders (net above 0) and net revenue per UTC day, ascending, of the last two years. */
  readonly days: readonly (readonly [day: number, orders: number, revenue: number])[];
  /** Older days with orders. */
  readonly past: PastDays;
  /** The newest purchase instants, ascending, and how many orders of each still count: where recency starts. */
  readonly recent: readonly (readonly [at: Instant, orders: number])[];
  /** Over the whole life. */
  readonly orders: number;
  readonly revenue: number;
  readonly firstAt: Instant | null;
  /** Refund events that came before their purchase. While it is 0, a purchase needs no look-up. */
  readonly early: number;
  /** What the latest summary said; it stands for everything up to its time. */
  readonly summary: Summary | null;
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

export const EMPTY_LEDGER: Ledger = {
  days: [],
  past: NO_PAST_DAYS,
  recent: [],
  orders: 0,
  revenue: 0,
  firstAt: null,
  early: 0,
  summary: null,
};

/** Enough to find the last purchase after a run of refunds; older ones answer to the day. */
const RECENT = 32;
/** The longest window a model may have, and as far back as a trajectory looks. */
const KEPT_DAYS = 730;

/** Adds a purchase; refunds that came before it are taken off at once. */
export function addPurchase(
  ledger: Ledger,
  purchase: { readonly at: Instant; readonly amount: number },
  facts: OrderFacts,
): readonly [Ledger, OrderFacts] {
  const known: OrderFacts = { ...facts, purchase: { at: purchase.at, amount: purchase.amount } };
  const early = ledger.early - facts.refunds;
  if (isCovered(purchase.at, ledger.summary)) return [{ ...ledger, early }, known];
  const orders = counts(purchase.amount, facts.refunded) ? 1 : 0;
  const net = Math.max(0, purchase.amount - facts.refunded);
  return [{ ...countOrders(ledger, purchase.at, orders, net), early }, known];
}

/** Takes a refund off its order: net = max(0, amount − all refunds); an order refunded to 0 no longer counts. */
export function addRefund(ledger: Ledger, amount: number, facts: OrderFacts): readonly [Ledger, OrderFacts] {
  const known: OrderFacts = { ...facts, refunded: facts.refunded + amount, refunds: facts.refunds + 1 };
  if (facts.purchase === null) return [{ ...ledger, early: ledger.early + 1 }, known];
  const { at, amount: gross } = facts.purchase;
  // What a summary covers is the next summary's to correct.
  if (isCovered(at, ledger.summary)) return [ledger, known];
  const before = Math.max(0, gross - facts.refunded);
  const after = Math.max(0, gross - known.refunded);
  const orders = Number(counts(gross, known.refunded)) - Number(counts(gross, facts.refunded));
  const recent = orders === 0 ? ledger.recent : uncountInstant(ledger.recent, at);
  return [countDay({ ...ledger, recent }, utcDay(at), orders, after - before), known];
}

/** A ledger that knows nothing but a summary: all of its actions lie at the last one. */
export function summedUp(summary: Summary): Ledger {
  const { actions, lastActionAt, monetary } = summary;
  return { ...countOrders({ ...EMPTY_LEDGER, summary }, lastActionAt, actions, monetary), early: 0 };
}

/** A free order counts; one that was refunded away does not. */
function counts(amount: number, refunded: number): boolean {
  return refunded === 0 || amount > refunded;
}

function countOrders(ledger: Ledger, at: Instant, orders: number, revenue: number): Ledger {
  const recent = countInstant(ledger.recent, at, orders).slice(-RECENT);
  const firstAt = Math.min(ledger.firstAt ?? at, at);
  return { ...countDay({ ...ledger, recent }, utcDay(at), orders, revenue), firstAt };
}

/** Of days no window reaches any more, keeps only that there were orders. */
export function pruneLedger(ledger: Ledger, now: Instant): Ledger {
  const first = utcDay(now) - KEPT_DAYS;
  const oldest = ledger.days[0];
  if (oldest === undefined || oldest[0] >= first) return ledger;
  const old = ledger.days.filter(([day]) => day < first).map(([day, orders]) => [day, orders] as const);
  return {
    ...ledger,
    days: ledger.days.slice(old.length),
    past: addPastDays(ledger.past, old),
  };
}

/** Days with orders over the whole life, ascending. */
export function buyingDays(ledger: Ledger): readonly number[] {
  const past = readPastDays(ledger.past);
  return [...past, ...ledger.days].filter(([, orders]) => orders > 0).map(([day]) => day);
}

/** Last purchase that still counts; after more refunds than `recent` holds, the start of its day. */
export function lastPurchaseAt(ledger: Ledger): Instant {
  const last = ledger.recent.findLast(([, orders]) => orders > 0);
  if (last) return last[0];
  const day = ledger.days.findLast(([, orders]) => orders > 0) ?? readPastDays(ledger.past).at(-1);
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
