import type { Slope } from './maximise.ts';
import { digamma, lnBeta } from './special.ts';

/**
 * Spend per purchase (Fader, Hardie 2013): a customer's purchases vary as Gamma(p, ν) about a mean of their own, and
 * ν is spread over customers as Gamma(q, v). All above 0; `v` is in the unit of money of the data.
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** What a customer spends at a time. */
export interface Spending {
  /** How many repeat purchases the mean is of: a whole number from 0. */
  readonly x: number;
  /** Mean amount of those purchases, in any one unit of money; without meaning where `x` is 0. */
  readonly mean: number;
}

/** How many customers have spent exactly so. */
export interface SpendingGroup extends Spending {
  readonly count: number;
}

/**
 * Expected mean spend per purchase, in the unit of `v`: the customer's own mean drawn towards that of all, the more
 * so the fewer purchases there are. Needs q > 1, else the mean of all does not exist.
 */
export function expectedSpend({ p, q, v }: GammaGamma, { x, mean }: Spending): number {
  return (p * (v + (x === 0 ? 0 : x * mean))) / (p * x + q - 1);
}

/**
 * The log-likelihood and its derivatives by p, q and v; for x > 0 and means above 0:
 *
 *   ln { (v + x·z)^−(px+q) · v^q · (x·z)^px / z / B(px, q) },   z = mean
 */
export function likelihood(groups: readonly SpendingGroup[]): (parameters: GammaGamma) => Slope {
  const byX = new Map<number, SpendingGroup[]>();
  for (const group of groups) {
    const equals = byX.get(group.x);
    if (equals) equals.push(group);
    else byX.set(group.x, [group]);
  }
  return ({ p, q, v }) => {
    const lnV = Math.log(v);
    let [value, byP, byQ, byV] = [0, 0, 0, 0];
    for (const [x, equals] of byX) {
      const [px, lnB, ofP, ofQ, ofBoth] = [p * x, lnBeta(p * x, q), digamma(p * x), digamma(q), digamma(p * x + q)];
      for (const { mean, count } of equals) {
        const [lnZ, lnXZ, lnSum] = [Math.log(mean), Math.log(x * mean), Math.log(v + x * mean)];
        value += count * (q * lnV + px * lnXZ - lnZ - (px + q) * lnSum - lnB);
        byP += count * x * (ofBoth - ofP + lnXZ - lnSum);
        byQ += count * (ofBoth - ofQ + lnV - lnSum);
        byV += count * (q / v - (px + q) / (v + x * mean));
      }
    }
    return { value, gradient: [byP, byQ, byV] };
  };
}
