import { kaplanMeier, type Watched } from './kaplan-meier.ts';

/** How often a gap of so many whole days has been seen. */
export interface GapCount {
  readonly days: number;
  readonly count: number;
}

/**
 * The percentile of gaps, in days, as R's type 7 has it: exact, from the counts alone, in any order.
 * @param q from 0 to 1.
 * @returns `null` where there are no gaps.
 */
export function gapPercentile(counts: Iterable<GapCount>, q: number): number | null {
  const ascending = [...counts].filter(({ count }) => count > 0).toSorted((one, other) => one.days - other.days);
  const total = ascending.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rank = (total - 1) * q;
  const below = Math.floor(rank);
  const low = daysAt(ascending, below);
  return low + (rank - below) * (daysAt(ascending, Math.min(below + 1, total - 1)) - low);
}

/** The gap with `rank` others before it in ascending order. */
function daysAt(ascending: readonly GapCount[], rank: number): number {
  let seen = 0;
  for (const { days, count } of ascending) {
    seen += count;
    if (seen > rank) return days;
  }
  throw new RangeError(`there is no gap number ${rank} among ${seen}`);
}

/** Whole days from the first purchase day to the second; `null` for somebody who has not returned. */
export function firstGap(days: readonly number[]): number | null {
  const [first, second] = [...new Set(days)].toSorted((one, other) => one - other);
  return first === undefined || second === undefined ? null : second - first;
}

/** Silences after a first purchase, by when so many of those who come back at all have come. */
export interface FirstGapQuantiles {
  readonly days: readonly number[];
  /** How long such silences were watched for, days: who comes back later than that is not known of. */
  readonly horizon: number;
}

/** With fewer still watched, a curve rests on a handful. */
const LEAST_AT_RISK = 30;
/**
 * Where those who come back did so evenly over all the time that was watched, 80 % of them would have come after 80 % of it.
 * Only where it is clearly less does the base show by when they come, and not merely how young it is: of CDNOW's customers it
 * is 39 days after 60 days, 104 after 200 and 212 after 545.
 */
const MOST_OF_HORIZON = 0.5;

/**
 * By when these shares of those who buy a second time have done so, open gaps counted (Kaplan and Meier): a base in which
 * most are still within their first gap shows the short ones only.
 * @param watched from the first purchase on
 * @param shares ascending, from 0 to 1
 * @returns `null` where the first of these days comes too late in what was watched to tell
 */
export function firstGapQuantiles(watched: readonly Watched[], shares: readonly number[]): FirstGapQuantiles | null {
  const longest = watched.map(({ days }) => days).toSorted((one, other) => other - one);
  const horizon = longest[LEAST_AT_RISK - 1] ?? 0;
  const steps = kaplanMeier(watched).filter(({ days }) => days <= horizon);
  const back = 1 - (steps.at(-1)?.share ?? 1);
  const days = shares.map((share) => steps.find((step) => 1 - step.share >= share * back)?.days ?? horizon);
  return back > 0 && (days[0] ?? horizon) <= MOST_OF_HORIZON * horizon ? { days, horizon } : null;
}
