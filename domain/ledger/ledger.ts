import { dayOf } from '../time-zone.ts';
import { DAY, type Instant } from '../time.ts';
import { isCovered, type Summary } from './summary.ts';
import { addPastDays, NO_PAST_DAYS, readPastDays, type PastDays } from './past-days.ts';

/**
 * A customer's purchases, folded so that the result depends on the set of events and not on their order.
 * Nothing here names an order: what a refund needs to know of its order is looked up (see `OrderFacts`),
 * so that the state of a customer with 5,000 orders stays small.
 */
export interface Ledger {
  /** Orders that count and net revenue per calendar day (see `Counts.zone`), ascending, of the last two years. */
  readonly days: readonly (readonly [day: number, orders: number, revenue: number])[];
  /** Older days with orders. */
  readonly past: PastDays;
  /** Every instant after `forgotten` with purchases that count, ascending, and how many. */
  readonly recent: readonly (readonly [at: Instant, orders: number])[];
  /** The newest instant no longer kept in `recent`; `null`: all are. */
  readonly forgotten: Instant | null;
  /** Over the whole life. */
  readonly orders: number;
  readonly revenue: number;
  /** The first purchase that counts; `null` where none does, or where only the history tells which one it is. */
  readonly firstAt: Instant | null;
  /** Refund events that came before their purchase. While it is 0, a purchase needs no look-up. */
  readonly early: number;
  /** What the latest summary said; it stands for everything up to its time. */
  readonly summary: Summary | null;
}

/** As any version may have left it: 0.2.0 did not say what it had forgotten. */
export type StoredLedger = Omit<Ledger, 'forgotten'> & Partial<Pick<Ledger, 'forgotten'>>;

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
  forgotten: null,
  orders: 0,
  revenue: 0,
  firstAt: null,
  early: 0,
  summary: null,
};

/** Enough to find the last purchase after a run of refunds; after a longer one the history is read. */
const RECENT = 32;
/** The longest window a model may have, and as far back as a trajectory looks. */
const KEPT_DAYS = 730;

/**
 * Adds a purchase; refunds that came before it are taken off at once.
 * @param zone whose calendar days the ledger is kept in
 */
export function addPurchase(
  ledger: Ledger,
  purchase: { readonly at: Instant; readonly amount: number },
  facts: OrderFacts,
  zone: string,
): readonly [Ledger, OrderFacts] {
  const known: OrderFacts = { ...facts, purchase: { at: purchase.at, amount: purchase.amount } };
  const early = ledger.early - facts.refunds;
  if (isCovered(purchase.at, ledger.summary) || !counts(known)) return [{ ...ledger, early }, known];
  return [{ ...countOrders(ledger, purchase.at, 1, leftOf(known), zone), early }, known];
}

/** Takes a refund off its order: net = max(0, amount − all refunds); an order refunded in full no longer counts. */
export function addRefund(
  ledger: Ledger,
  amount: number,
  facts: OrderFacts,
  zone: string,
): readonly [Ledger, OrderFacts] {
  const known = withRefunded(facts, amount);
  if (facts.purchase === null) return [{ ...ledger, early: ledger.early + 1 }, known];
  const { at } = facts.purchase;
  // What a summary covers is the next summary's to correct.
  if (isCovered(at, ledger.summary)) return [ledger, known];
  const less = countDay(ledger, dayOf(at, zone), 0, leftOf(known) - leftOf(facts));
  return [counts(facts) && !counts(known) ? uncountOrder(less, at, zone) : less, known];
}

/** A ledger that knows nothing but a summary: all of its actions lie at the last one. */
export function summedUp(summary: Summary, zone: string): Ledger {
  const { actions, lastActionAt, monetary } = summary;
  return countOrders({ ...EMPTY_LEDGER, summary }, lastActionAt, actions, monetary, zone);
}

/** What is known of an order once so much more of it has been refunded. */
export function withRefunded(facts: OrderFacts, amount: number): OrderFacts {
  return { ...facts, refunded: facts.refunded + amount, refunds: facts.refunds + 1 };
}

/** What counts of an order. A free one does; one of which everything was refunded, be it nothing, does not. */
export function countedOf(facts: OrderFacts): readonly { readonly at: Instant; readonly revenue: number }[] {
  const { purchase, refunds } = facts;
  const revenue = leftOf(facts);
  return purchase !== null && (refunds === 0 || revenue > 0) ? [{ at: purchase.at, revenue }] : [];
}

/** Minor units of an order that are left; nothing while the order itself is unknown. */
export function leftOf({ purchase, refunded }: OrderFacts): number {
  return purchase === null ? 0 : Math.max(0, purchase.amount - refunded);
}

function counts(facts: OrderFacts): boolean {
  return countedOf(facts).length > 0;
}

function countOrders(ledger: Ledger, at: Instant, orders: number, revenue: number, zone: string): Ledger {
  const { firstAt, forgotten } = ledger;
  return {
    ...countDay(ledger, dayOf(at, zone), orders, revenue),
    recent: forgotten === null || at > forgotten ? countInstant(ledger.recent, at, orders) : ledger.recent,
    firstAt: ledger.orders === 0 ? at : firstAt === null ? null : Math.min(firstAt, at),
  };
}

function uncountOrder(ledger: Ledger, at: Instant, zone: string): Ledger {
  const { forgotten, firstAt } = ledger;
  const isKept = forgotten === null || at > forgotten;
  const recent = isKept ? countInstant(ledger.recent, at, -1) : ledger.recent;
  const next = isKept ? (recent[0]?.[0] ?? null) : null;
  const less = countDay(ledger, dayOf(at, zone), -1, 0);
  return {
    ...less,
    recent,
    forgotten: less.orders === 0 ? null : forgotten,
    firstAt: at === firstAt ? next : firstAt,
  };
}

/**
 * Whether only the history tells the first or the last purchase: more orders were refunded than instants are kept.
 * Until it has been read, the last one answers to the day.
 */
export function isUnsure({ orders, firstAt, recent }: Ledger): boolean {
  return orders > 0 && (firstAt === null || recent.length === 0);
}

/** Whether refunds of these orders, as they were before, may leave a ledger unsure. */
export function mayBecomeUnsure(ledger: Ledger, refunded: readonly OrderFacts[]): boolean {
  const { forgotten, firstAt, recent, summary } = ledger;
  if (forgotten === null || refunded.length === 0) return false;
  const kept = recent.reduce((sum, [, orders]) => sum + orders, 0);
  if (refunded.length >= kept) return true;
  return refunded.some(
    ({ purchase }) => purchase && !isCovered(purchase.at, summary) && purchase.at <= (firstAt ?? Infinity),
  );
}

/**
 * A ledger of version 0.2.0 as one is kept now. It named instants that no longer count, and began at the first
 * purchase even where that was refunded; where it had dropped any, it is unsure.
 */
export function ledgerKeptNow(ledger: StoredLedger): Ledger {
  const { forgotten } = ledger;
  if (forgotten !== undefined) return { ...ledger, forgotten };
  const recent = ledger.recent.filter(([, orders]) => orders > 0);
  const oldest = ledger.recent[0];
  if (oldest === undefined || ledger.recent.length < RECENT) {
    return { ...ledger, recent, forgotten: null, firstAt: recent[0]?.[0] ?? null };
  }
  return { ...ledger, recent, forgotten: oldest[0] - 1, firstAt: null };
}

/** Keeps as many instants as a state may hold. */
export function forgetInstants(ledger: Ledger): Ledger {
  const dropped = ledger.recent.at(-RECENT - 1);
  if (dropped === undefined) return ledger;
  return { ...ledger, recent: ledger.recent.slice(-RECENT), forgotten: dropped[0] };
}

/** Of days no window reaches any more, keeps only that there were orders. */
export function pruneLedger(ledger: Ledger, now: Instant, zone: string): Ledger {
  const first = dayOf(now, zone) - KEPT_DAYS;
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

/** Last purchase that counts; where the ledger is unsure of it, the start of its day. */
export function lastPurchaseAt(ledger: Ledger): Instant {
  const last = ledger.recent.findLast(([, orders]) => orders > 0);
  return last ? last[0] : (buyingDays(ledger).at(-1) ?? 0) * DAY;
}

/** First purchase that counts, `null` where none does; where the ledger is unsure of it, the start of its day. */
export function firstPurchaseAt(ledger: Ledger): Instant | null {
  if (ledger.orders === 0) return null;
  return ledger.firstAt ?? (buyingDays(ledger)[0] ?? 0) * DAY;
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

/** An instant at which nothing counts any more is forgotten. */
function countInstant(recent: Ledger['recent'], at: Instant, orders: number): Ledger['recent'] {
  const place = recent.findLastIndex(([known]) => known <= at);
  const found = place >= 0 ? recent[place] : undefined;
  if (found === undefined || found[0] !== at) return orders > 0 ? recent.toSpliced(place + 1, 0, [at, orders]) : recent;
  const counted = found[1] + orders;
  return counted > 0 ? recent.with(place, [at, counted]) : recent.toSpliced(place, 1);
}
