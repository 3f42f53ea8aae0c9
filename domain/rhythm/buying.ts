/**
 * What the silence models know of a customer, all in one time unit (the fits here use weeks).
 * Orders of one day count once, so `x` is purchase days minus one.
 */
export interface Buying {
  /** Repeat purchases: a whole number from 0. */
  readonly x: number;
  /** From the first purchase to the last; 0 where `x` is 0. */
  readonly tx: number;
  /** From the first purchase to now, at least `tx`. */
  readonly T: number;
  /**
   * Purchases before the first one that has a date; left out where there are none. They say that the customer did not
   * leave with any of them, and nothing of the pace: over an unknown time every pace is as likely.
   */
  readonly undated?: number;
}

/** How many customers have bought exactly so: the likelihoods count equal customers once. */
export interface BuyingGroup extends Buying {
  readonly count: number;
}

const DAYS_A_WEEK = 7;

/**
 * In weeks, from the numbers of the days with a purchase, in any order and repeated at will.
 * Days after `end` are not known yet.
 * @returns `null` where nothing was bought by `end`.
 */
export function buyingOf(days: readonly number[], end: number): Buying | null {
  const span = spanOf(days, end);
  return span && { x: span.x, tx: span.tx / DAYS_A_WEEK, T: span.T / DAYS_A_WEEK };
}

/** Equal customers together, in an order of their own: sums over groups do not depend on who was seen first. */
export function groupBuying(customers: Iterable<Buying>): readonly BuyingGroup[] {
  const groups = new Map<string, Buying & { count: number }>();
  for (const { x, tx, T } of customers) {
    const key = `${x} ${tx} ${T}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { x, tx, T, count: 1 });
  }
  return [...groups.values()].toSorted((one, other) => one.x - other.x || one.tx - other.tx || one.T - other.T);
}

/** The unit in which purchases are merged and time is counted; a week begins on Monday. */
export type Period = 'day' | 'week';

export interface DatedAmount {
  /** Day number; day 0 is 1970-01-01. */
  readonly day: number;
  readonly amount: number;
}

/** As `summary_data_from_transaction_data` of the Python package lifetimes gives it, in periods. */
export interface PeriodSummary extends Buying {
  /** Average amount of the periods with a purchase after the first one; 0 where there are none. */
  readonly meanRepeatSpend: number;
}

/** @returns `null` where nothing was bought by the day `end`. */
export function summaryIn(period: Period, purchases: readonly DatedAmount[], end: number): PeriodSummary | null {
  const spent = new Map<number, number>();
  for (const { day, amount } of purchases) {
    if (day > end) continue;
    const at = periodOf(day, period);
    spent.set(at, (spent.get(at) ?? 0) + amount);
  }
  const span = spanOf([...spent.keys()], periodOf(end, period));
  if (!span) return null;
  const repeats = [...spent].filter(([at]) => at > span.first).map(([, amount]) => amount);
  const total = repeats.reduce((sum, amount) => sum + amount, 0);
  return { x: span.x, tx: span.tx, T: span.T, meanRepeatSpend: span.x === 0 ? 0 : total / span.x };
}

/** 1970-01-01 was a Thursday, so the week of day 0 began on day −3. */
const MONDAY_BEFORE_DAY_0 = 3;

function periodOf(day: number, period: Period): number {
  return period === 'day' ? day : Math.floor((day + MONDAY_BEFORE_DAY_0) / DAYS_A_WEEK);
}

function spanOf(numbers: readonly number[], end: number): (Buying & { readonly first: number }) | null {
  const bought = new Set<number>();
  let [first, last] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number > end) continue;
    bought.add(number);
    first = Math.min(first, number);
    last = Math.max(last, number);
  }
  return bought.size === 0 ? null : { first, x: bought.size - 1, tx: last - first, T: end - first };
}
