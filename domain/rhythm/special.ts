/** Above this the asymptotic series below are exact to the last digits of a double. */
const LARGE = 16;
const HALF_LN_2PI = 0.5 * Math.log(2 * Math.PI);

/** ln Γ(x) for x > 0: Stirling's series at x + n, brought back by the product x(x + 1) … (x + n − 1). */
export function lnGamma(x: number): number {
  let [at, product] = [x, 1];
  for (; at < LARGE; at += 1) product *= at;
  const square = 1 / (at * at);
  const series = (1 / 12 + square * (-1 / 360 + square * (1 / 1260 + square * (-1 / 1680 + square * (1 / 1188))))) / at;
  return (at - 0.5) * Math.log(at) - at + HALF_LN_2PI + series - Math.log(product);
}

/** ψ(x), the derivative of ln Γ(x), for x > 0. */
export function digamma(x: number): number {
  let [at, sum] = [x, 0];
  for (; at < LARGE; at += 1) sum += 1 / at;
  const square = 1 / (at * at);
  const series =
    square * (1 / 12 + square * (-1 / 120 + square * (1 / 252 + square * (-1 / 240 + square * (1 / 132)))));
  return Math.log(at) - 0.5 / at - series - sum;
}

/** ln B(a, b) for a, b > 0. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}

/**
 * Gauss's ₂F₁(a, b; c; z) by its series, for a, b, c > 0 and 0 ≤ z < 1.
 * No term is negative, so nothing cancels; the terms needed grow with 1 / (1 − z), some 40,000 at z = 0.999.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let [sum, term] = [1, 1];
  for (let n = 0; term !== 0; n += 1) {
    const ratio = ((a + n) * (b + n) * z) / ((c + n) * (n + 1));
    term *= ratio;
    sum += term;
    // The ratio may still rise towards z, hence the larger of both as the bound of what follows.
    const bound = Math.max(ratio, z);
    if (bound < 1 && term * bound <= Number.EPSILON * 0.1 * sum * (1 - bound)) break;
  }
  return sum;
}

/** ln of x(x + 1) … (x + n − 1), and its derivative by x, for every n from 0 to `most`. */
export interface RisingProducts {
  readonly ln: Float64Array;
  readonly slope: Float64Array;
}

/** For x > 0. Γ(x + n) / Γ(x) without Γ: no two large numbers are subtracted, and all n cost as much as the last. */
export function risingProducts(x: number, most: number): RisingProducts {
  const ln = new Float64Array(most + 1);
  const slope = new Float64Array(most + 1);
  let [product, lnBefore, sum] = [1, 0, 0];
  for (let n = 0; n < most; n += 1) {
    product *= x + n;
    sum += 1 / (x + n);
    // One logarithm a number is enough, and the product is folded away before it overflows.
    const lnNow = lnBefore + Math.log(product);
    if (product > 1e200 || product < 1e-200) [lnBefore, product] = [lnNow, 1];
    ln[n + 1] = lnNow;
    slope[n + 1] = sum;
  }
  return { ln, slope };
}
