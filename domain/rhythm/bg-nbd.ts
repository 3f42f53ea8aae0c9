import { aliveWith, type BetaGeometric, conditionalWith, returnWith, silenceWith } from './beta-geometric.ts';
import { likelihood } from './beta-geometric-likelihood.ts';
import type { Buying, BuyingGroup } from './buying.ts';
import { entry } from './linear.ts';
import { risingProducts } from './special.ts';

/** BG/NBD (Fader, Hardie, Lee 2005): a customer may leave after any repeat purchase, but not after the first. */
export type BgNbd = BetaGeometric;

export function chancesToLeave(x: number): number {
  return x;
}

/** P(still a customer at T), from 0 to 1; always 1 before the first repeat purchase. */
export function probabilityAlive(parameters: BgNbd, buying: Buying): number {
  return aliveWith(parameters, buying, chancesToLeave(buying.x));
}

/**
 * Weeks of silence after the last purchase until P(alive) falls to `p` (0 < p < 1).
 * 0 where it is lower at once, `null` where it never falls: before the first repeat purchase.
 */
export function silenceUntil(parameters: BgNbd, buying: Pick<Buying, 'x' | 'tx'>, p: number): number | null {
  return silenceWith(parameters, buying, chancesToLeave(buying.x), p);
}

/** P(at least one purchase in the `within` weeks after T), given the purchases up to T. */
export function probabilityOfReturn(parameters: BgNbd, buying: Buying, within: number): number {
  return returnWith(parameters, buying, chancesToLeave(buying.x), within);
}

/** Expected repeat purchases of a new customer in the `t` weeks after the first purchase. */
export function expectedPurchases(parameters: BgNbd, t: number): number {
  return conditionalExpected(parameters, { x: 0, tx: 0, T: 0 }, t);
}

/** Expected purchases in the `t` weeks after T, given the purchases up to T. */
export function conditionalExpected(parameters: BgNbd, buying: Buying, t: number): number {
  return conditionalWith(parameters, buying, chancesToLeave(buying.x), t);
}

/** P(a new customer makes exactly `n` repeat purchases in `t` weeks): idle ever since the nth, or left with it. */
export function probabilityOfPurchases({ r, alpha, a, b }: BgNbd, t: number, n: number): number {
  const z = t / (alpha + t);
  const ln = (x: number) => entry(risingProducts(x, n).ln, n);
  const stayed = Math.exp(ln(b) - ln(a + b));
  // Of somebody who never leaves: negative binomial.
  const exactly = Math.exp(r * Math.log1p(-z) + ln(r) - ln(1) + (n === 0 ? 0 : n * Math.log(z)));
  const left = n === 0 ? 0 : a / (b + n - 1);
  return stayed * (exactly + left * atLeast(n, r, z, exactly));
}

/** P(n or more) from P(exactly n): the smaller side is added up, away from the middle, so that nothing is lost. */
function atLeast(n: number, r: number, z: number, exactly: number): number {
  let [mass, sum] = [exactly, 0];
  if (n * (1 - z) > r * z) {
    for (let j = n; mass > Number.EPSILON * 0.01 * (1 - z) * sum; j += 1) {
      sum += mass;
      mass *= ((r + j) / (j + 1)) * z;
    }
    return sum;
  }
  for (let j = n; j > 0; j -= 1) {
    mass *= j / ((r + j - 1) * z);
    sum += mass;
  }
  return 1 - sum;
}

export function logLikelihood(parameters: BgNbd, groups: readonly BuyingGroup[]): number {
  return likelihood(groups, chancesToLeave)(parameters).value;
}
