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
