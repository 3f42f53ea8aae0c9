import { ALPHA } from './relative-lift.ts';
import { shareOf, Z, type Count } from './shares.ts';

/** What a figure of the customers of one arm comes to. */
export interface Moments {
  readonly of: number;
  readonly mean: number;
  /** Of the single customers, as a population's. */
  readonly variance: number;
}

/** The interval is tightest where both arms together have so many customers. */
const TIGHTEST_AT = 5_000;

/**
 * The difference of two means with an interval that holds at all times at once, in the limit of many customers. Where few
 * converted or bought it is far too narrow: ask that first.
 */
export function differenceInterval(treated: Moments, control: Moments): readonly [from: number, to: number] {
  const difference = treated.mean - control.mean;
  const of = treated.of + control.of;
  const variance = of * (treated.variance / treated.of + control.variance / control.of);
  const rho2 = (-2 * Math.log(ALPHA) + Math.log(1 - 2 * Math.log(ALPHA))) / TIGHTEST_AT;
  const spread = of * rho2 + 1;
  const half = Math.sqrt(variance * ((2 * spread) / (of * of * rho2)) * Math.log(Math.sqrt(spread) / ALPHA));
  return [difference - half, difference + half];
}

/** For a single look: the difference of two means, each of which varies by itself (Welch), in the limit of many customers. */
export function welchInterval(treated: Moments, control: Moments): readonly [from: number, to: number] {
  const difference = treated.mean - control.mean;
  const half = Z * Math.sqrt(treated.variance / treated.of + control.variance / control.of);
  return [difference - half, difference + half];
}

/** Of a share: each customer is 0 or 1. */
export function momentsOfShare(count: Count): Moments {
  const share = shareOf(count);
  return { of: count.of, mean: share, variance: share * (1 - share) };
}

/** Of sums over all customers of an arm. */
export function momentsOfSums(of: number, sum: number, sumOfSquares: number): Moments {
  const mean = sum / of;
  return { of, mean, variance: Math.max(0, sumOfSquares / of - mean * mean) };
}
