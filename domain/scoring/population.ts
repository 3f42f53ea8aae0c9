import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';

/** How often each value occurs: distinct values, ascending. */
export type Distribution = readonly (readonly [value: number, count: number])[];

/** A workspace's scored customers in sum, counted as the model in question counts; each distribution holds everybody. */
export interface Population {
  readonly asOf: Instant;
  readonly customers: number;
  /** Days since each customer's last action at `asOf`, elapsed or calendar days as the model in question counts. */
  readonly recency: Distribution;
  readonly frequency: Distribution;
  /** Minor units. */
  readonly revenue: Distribution;
  /** Calendar day of the oldest action of all. */
  readonly firstDay: number | null;
}

/** What one customer is counted under; stored with them, so that the −1 meets the +1. */
export interface CounterKeys {
  /** Calendar day of the last action: a date does not age. */
  readonly r: number;
  readonly f: number;
  /** Money bucket, see `bucketOf`. */
  readonly m: number;
}

/** @param zone whose calendar days are counted */
export function counterKeys(
  totals: { readonly lastPurchaseAt: Instant; readonly frequency: number; readonly revenue: number },
  zone: string,
): CounterKeys {
  return { r: dayOf(totals.lastPurchaseAt, zone), f: totals.frequency, m: bucketOf(totals.revenue) };
}

export function distributionOf(values: Iterable<number>): Distribution {
  return merged([...values].map((value) => [value, 1] as const));
}

/** The same values once each, ascending. */
export function merged(entries: Distribution): Distribution {
  const counts = new Map<number, number>();
  for (const [value, count] of entries) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].toSorted(([a], [b]) => a - b);
}

/**
 * The first amount of each bucket from bucket 1 on. Whole numbers by whole-number steps: unlike a logarithm, they
 * are the same on every machine, and no bucket is empty of amounts.
 */
const BUCKET_STARTS: readonly number[] = bucketStarts();

function bucketStarts(): readonly number[] {
  const starts: number[] = [];
  for (let start = 1; start < Number.MAX_SAFE_INTEGER; start += Math.max(1, Math.floor(start / 100))) {
    starts.push(start);
  }
  return starts;
}

/**
 * The bucket of an amount: 0 for nothing and less, else from 1 up. Amounts of one bucket differ by at most 1 %.
 * @param amount minor units, a whole number
 */
export function bucketOf(amount: number): number {
  let [low, high] = [0, BUCKET_STARTS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((BUCKET_STARTS[middle] ?? Infinity) <= amount) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The least and the greatest amount of a bucket, both inside it, in minor units.
 * @throws RangeError where there is no such bucket
 */
export function boundsOf(bucket: number): { readonly least: number; readonly most: number } {
  if (bucket === 0) return { least: Number.MIN_SAFE_INTEGER, most: 0 };
  const least = BUCKET_STARTS[bucket - 1];
  if (least === undefined) throw new RangeError(`there is no money bucket ${bucket}; buckets come from bucketOf`);
  return { least, most: (BUCKET_STARTS[bucket] ?? Number.MAX_SAFE_INTEGER) - 1 };
}

/**
 * Revenue from bucket counts and the exact amounts of everybody in some of the buckets. In the other buckets all
 * stand at its least amount: that moves no quantile that lies within the exact ones.
 */
export function revenueOf(buckets: Distribution, exact: Iterable<number>): Distribution {
  const amounts = distributionOf(exact);
  const known = new Set(amounts.map(([amount]) => bucketOf(amount)));
  const others = buckets
    .filter(([bucket]) => !known.has(bucket))
    .map(([bucket, count]) => [bucket === 0 ? 0 : boundsOf(bucket).least, count] as const);
  return merged([...amounts, ...others]);
}
