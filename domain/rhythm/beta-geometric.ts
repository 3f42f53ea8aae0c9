import type { Buying } from './buying.ts';

/**
 * Buying at a rate of one's own, spread over customers as Gamma(r, alpha), and leaving for good after a purchase
 * with a probability of one's own, spread as Beta(a, b). All are above 0; `alpha` is in weeks.
 *
 * BG/NBD and MBG/NBD differ in one thing only, called `chances` below: how often the customer could have left so
 * far. It is x where nobody leaves after the first purchase (BG), x + 1 where that is possible too (MBG).
 */
export interface BetaGeometric {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** P(still a customer at T). */
export function aliveWith({ r, alpha, a, b }: BetaGeometric, { x, tx, T }: Buying, chances: number): number {
  if (chances === 0) return 1;
  return 1 / (1 + (a / (b + chances - 1)) * Math.exp((r + x) * Math.log1p((T - tx) / (alpha + tx))));
}

/** Weeks after tx until P(still a customer) falls to `p`; 0 where it is lower at once, `null` where it never falls. */
export function silenceWith(
  { r, alpha, a, b }: BetaGeometric,
  { x, tx }: Pick<Buying, 'x' | 'tx'>,
  chances: number,
  p: number,
): number | null {
  if (chances === 0) return null;
  const k = ((1 / p - 1) * (b + chances - 1)) / a;
  return k <= 1 ? 0 : (alpha + tx) * Math.expm1(Math.log(k) / (r + x));
}

/** P(at least one purchase in the `within` weeks after T): a customer at T, and not idle that long. */
export function returnWith(parameters: BetaGeometric, buying: Buying, chances: number, within: number): number {
  const idle = (parameters.r + buying.x) * Math.log1p(within / (parameters.alpha + buying.T));
  return aliveWith(parameters, buying, chances) * -Math.expm1(-idle);
}

/** Expected purchases in the `t` weeks after T. */
export function conditionalWith(parameters: BetaGeometric, buying: Buying, chances: number, t: number): number {
  const { r, alpha, a, b } = parameters;
  const now = { r: r + buying.x, alpha: alpha + buying.T, a, b: b + chances };
  return aliveWith(parameters, buying, chances) * purchasesAhead(now, t);
}

/** A running product is folded away into its logarithm before it overflows. */
const FOLD = 1e200;

/**
 * Expected purchases within `t` weeks of somebody who is a customer now: the mean of (1 − (α/(α + pt))^r) / p over
 * p ~ Beta(a, b). In closed form this is (a+b−1)/(a−1) · [1 − (α/(α+t))^r · ₂F₁(r, b; a+b−1; t/(α+t))], which is
 * 0/0 at a = 1 and loses digits near it. The same as a series of positive terms is exact for every a > 0:
 *
 *   (1−z)^r Σ_{n≥1} (r)_n/n! · zⁿ · Σ_{k<n} (b)_k/(a+b)_k,   z = t/(α+t)
 *
 * The terms needed grow with t/α: some 40 where t = α, 4,000 where t = 100 α.
 */
export function purchasesAhead({ r, alpha, a, b }: BetaGeometric, t: number): number {
  const z = t / (alpha + t);
  if (z === 0) return 0;
  let [weight, moment, moments, sum] = [1, 1, 0, 0];
  let lnScale = -r * Math.log1p(t / alpha);
  for (let n = 1; ; n += 1) {
    weight *= ((r + n - 1) / n) * z;
    moments += moment;
    moment *= (b + n - 1) / (a + b + n - 1);
    const term = weight * moments;
    sum += term;
    const ratio = Math.max(1, (r + n) / (n + 1)) * z * (1 + moment / moments);
    if (ratio < 1 && term * ratio <= Number.EPSILON * 0.1 * sum * (1 - ratio)) break;
    if (weight > FOLD) {
      weight /= FOLD;
      sum /= FOLD;
      lnScale += Math.log(FOLD);
    }
  }
  return sum * Math.exp(lnScale);
}
