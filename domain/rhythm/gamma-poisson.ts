import type { Buying, BuyingGroup } from './buying.ts';
import { entry } from './linear.ts';
import type { Slope } from './maximise.ts';
import { risingProducts } from './special.ts';

/** Buying at a rate of one's own, spread over customers as Gamma(r, alpha), for ever. Both above 0, alpha in weeks. */
export interface GammaPoisson {
  readonly r: number;
  readonly alpha: number;
}

/** Weeks after the last purchase within which the next one comes with probability `q` (0 < q < 1), made at tx. */
export function gapQuantile({ r, alpha }: GammaPoisson, { x, tx }: Pick<Buying, 'x' | 'tx'>, q: number): number {
  return (alpha + tx) * Math.expm1(-Math.log1p(-q) / (r + x));
}

/** P(at least one purchase in the `within` weeks after T), given the purchases up to T. */
export function probabilityOfReturn({ r, alpha }: GammaPoisson, { x, T }: Buying, within: number): number {
  return -Math.expm1(-(r + x) * Math.log1p(within / (alpha + T)));
}

/** ln { (r)_x · α^r · (α+T)^−(r+x) }, summed over customers, and its derivatives by r and alpha. */
export function likelihood(groups: readonly BuyingGroup[]): (parameters: GammaPoisson) => Slope {
  const most = groups.reduce((largest, { x }) => Math.max(largest, x), 0);
  return ({ r, alpha }) => {
    const ofR = risingProducts(r, most);
    let [value, byR, byAlpha] = [0, 0, 0];
    for (const { x, T, count } of groups) {
      // ln α − ln(α + T), without the loss of digits where α is far above T.
      const share = -Math.log1p(T / alpha);
      value += count * (entry(ofR.ln, x) + (r + x) * share - x * Math.log(alpha));
      byR += count * (entry(ofR.slope, x) + share);
      byAlpha += count * (r / alpha - (r + x) / (alpha + T));
    }
    return { value, gradient: [byR, byAlpha] };
  };
}
