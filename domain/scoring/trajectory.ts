import { dayOf, startOfDay } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { buyingDays, type Ledger } from '../ledger/ledger.ts';
import { signalsBetween, type Signals } from '../ledger/signals.ts';
import { undatedActions } from '../ledger/summary.ts';

/** `new`: there is no period before to compare with. */
export type Trajectory = 'growing' | 'steady' | 'declining' | 'new';

export interface TrajectoryRules {
  /** Length of the two periods that are compared, in days; a multiple of 7, at most 91. */
  readonly days: number;
  /** At this change and above somebody begins to grow, such as 1.5. */
  readonly growAbove: number;
  /** At this change and below somebody begins to decline, such as 0.67. */
  readonly declineBelow: number;
  /** How much closer to 1 the change has to come, as a share of the way, before either is over: 0 to 1. */
  readonly hysteresis: number;
  /** Weight of signs of life beside orders and spend, which weigh 1 each. */
  readonly engagementWeight: number;
}

/** Starting values; no source gives any. */
export const DEFAULT_TRAJECTORY: TrajectoryRules = {
  days: 63,
  growAbove: 1.5,
  declineBelow: 0.67,
  hysteresis: 0.5,
  engagementWeight: 0.5,
};

/** One period against the one before it. */
interface Pair {
  readonly recent: number;
  readonly before: number;
}

export interface TrajectoryReading {
  readonly is: Trajectory;
  /** The change that was weighed, as a factor: above 1 is more than before; `null` for `new`. */
  readonly change: number | null;
  readonly orders: Pair;
  /** Minor units. */
  readonly revenue: Pair;
  readonly engagement: Pair;
  /** The end of the recent period: the last week boundary. */
  readonly until: Instant;
}

const WEEK_DAYS = 7;
/** How far back the reading starts: a trend that nothing has confirmed for half a year is over. */
const WEEKS_BACK = 26;

/**
 * Where somebody is heading: their orders, spend and signs of life of one period against the period before, read at
 * the end of each week since half a year ago. It needs more to begin growing or declining than to go on with it,
 * so that nobody flickers; and it is a function of what happened and `now` alone, in whatever order it was learned.
 * @param zone whose calendar days the ledger is kept in
 * @returns `null` where no action counts
 */
export function trajectoryOf(
  { ledger, signals }: { readonly ledger: Ledger; readonly signals: Signals },
  rules: TrajectoryRules,
  now: Instant,
  zone: string,
): TrajectoryReading | null {
  const first = datedSince(ledger, zone);
  if (first === null) return null;
  const end = weekEnd(dayOf(now, zone));
  const sums = summed(ledger);
  let is: Trajectory = 'new';
  let change: number | null = null;
  for (let day = end - WEEKS_BACK * WEEK_DAYS; day <= end; day += WEEK_DAYS) {
    change = day - first < 2 * rules.days ? null : changeAt(sums, signals, rules, day);
    is = change === null ? 'new' : following(is, change, rules);
  }
  const [recent, before] = [sums(end - rules.days, end), sums(end - 2 * rules.days, end - rules.days)];
  return {
    is,
    change,
    orders: { recent: recent.orders, before: before.orders },
    revenue: { recent: recent.revenue, before: before.revenue },
    engagement: {
      recent: signalsBetween(signals, end - rules.days, end),
      before: signalsBetween(signals, end - 2 * rules.days, end - rules.days),
    },
    until: startOfDay(end, zone),
  };
}

/** The first day from which on every action has a date: what a summary stands for lies on the days up to its last one. */
function datedSince(ledger: Ledger, zone: string): number | null {
  const { summary } = ledger;
  if (summary !== null && undatedActions(summary) > 0) return dayOf(summary.lastActionAt, zone) + 1;
  return buyingDays(ledger)[0] ?? null;
}

/** When a trajectory is read anew: the end of the week. */
export function trajectoryReadAt(now: Instant, zone: string): Instant {
  return startOfDay(weekEnd(dayOf(now, zone)) + WEEK_DAYS, zone);
}

/** The first day of the week (weeks start on Thursdays, as day 0 did) that `day` lies in. */
function weekEnd(day: number): number {
  return Math.floor(day / WEEK_DAYS) * WEEK_DAYS;
}

type Sums = (from: number, to: number) => { readonly orders: number; readonly revenue: number };

/** Orders and revenue of the days from `from` up to and without `to`. */
function summed({ days }: Ledger): Sums {
  return (from, to) => {
    let [orders, revenue] = [0, 0];
    for (const [day, count, sum] of days) {
      if (day < from || day >= to) continue;
      orders += count;
      revenue += sum;
    }
    return { orders, revenue };
  };
}

/** Added on both sides, so that one order more or less of a few is no trend; a starting value. */
const TAMING_ORDERS = 1.5;

/** A weighted geometric mean of the changes. */
function changeAt(sums: Sums, signals: Signals, rules: TrajectoryRules, end: number): number {
  const [from, middle] = [end - 2 * rules.days, end - rules.days];
  const [recent, before] = [sums(middle, end), sums(from, middle)];
  if (recent.orders + before.orders === 0) return 0;
  const worth = (recent.revenue + before.revenue) / (recent.orders + before.orders);
  const parts = [{ weight: 1, ratio: tamed(recent.orders, before.orders, TAMING_ORDERS) }];
  if (worth > 0) parts.push({ weight: 1, ratio: tamed(recent.revenue, before.revenue, worth * TAMING_ORDERS) });
  const signs = [signalsBetween(signals, middle, end), signalsBetween(signals, from, middle)] as const;
  if (signs[0] + signs[1] > 0)
    parts.push({ weight: rules.engagementWeight, ratio: tamed(signs[0], signs[1], TAMING_ORDERS) });
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return Math.exp(parts.reduce((sum, part) => sum + part.weight * Math.log(part.ratio), 0) / weight);
}

function tamed(recent: number, before: number, by: number): number {
  return (recent + by) / (before + by);
}

function following(was: Trajectory, change: number, rules: TrajectoryRules): Trajectory {
  const { growAbove, declineBelow, hysteresis } = rules;
  if (change >= growAbove) return 'growing';
  if (change <= declineBelow) return 'declining';
  if (was === 'growing' && change > growAbove ** (1 - hysteresis)) return 'growing';
  if (was === 'declining' && change < declineBelow ** (1 - hysteresis)) return 'declining';
  return 'steady';
}
