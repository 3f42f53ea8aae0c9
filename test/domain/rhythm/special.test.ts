import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digamma, hypergeometric, lnBeta, lnGamma, risingProducts } from '../../../domain/rhythm/special.ts';

const positive = fc.double({ min: 1e-3, max: 60, noNaN: true });

/** By size where it is large, plainly where it is near zero. */
function expectNear(ours: number, expected: number, tolerance: number) {
  expect(Math.abs(ours - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe('ln Γ and its derivative', () => {
  test('of whole numbers are factorials', () => {
    let [ln, harmonic] = [0, -0.5772156649015329];
    for (let n = 1; n < 200; n += 1) {
      expectNear(lnGamma(n), ln, 1e-14);
      expectNear(digamma(n), harmonic, 1e-14);
      ln += Math.log(n);
      harmonic += 1 / n;
    }
  });

  test.each([
    [0.5, Math.log(Math.PI) / 2, -1.9635100260214235],
    [1e-4, 9.21028265863396, -10000.577051183514],
    [0.2425945, 1.319809446356237, -4.3584619455183624],
    [1e5, 1051287.7089736538, 11.512920464961896],
  ])('of %d', (x, ln, slope) => {
    expectNear(lnGamma(x), ln, 1e-14);
    expectNear(digamma(x), slope, 1e-14);
  });

  test('step by ln x and 1/x', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expectNear(lnGamma(x + 1) - lnGamma(x), Math.log(x), 1e-12);
        expectNear(digamma(x + 1) - digamma(x), 1 / x, 1e-13);
      }),
    );
  });

  test('give B(a, b) = B(a + 1, b) + B(a, b + 1)', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [whole, one, other] = [lnBeta(a, b), lnBeta(a + 1, b), lnBeta(a, b + 1)];
        expectNear(Math.exp(one - whole) + Math.exp(other - whole), 1, 1e-12);
      }),
    );
  });

  test('rising products are their differences', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 400 }), (x, n) => {
        const { ln, slope } = risingProducts(x, n);
        expectNear(ln[n] ?? NaN, lnGamma(x + n) - lnGamma(x), 1e-12);
        expectNear(slope[n] ?? NaN, digamma(x + n) - digamma(x), 1e-12);
        expect([ln[0], slope[0]]).toEqual([0, 0]);
      }),
    );
  });
});

describe('₂F₁', () => {
  const share = fc.double({ min: 0, max: 0.99, noNaN: true });

  test('is its series, added up from the smallest term', () => {
    fc.assert(
      fc.property(positive, positive, positive, fc.double({ min: 0, max: 0.9, noNaN: true }), (a, b, c, z) => {
        const terms = [1];
        for (let n = 0; n < 3_000; n += 1) {
          terms.push((terms[n] ?? 0) * (((a + n) * (b + n)) / (c + n) / (n + 1)) * z);
        }
        const sum = terms.toSorted((one, other) => one - other).reduce((total, term) => total + term, 0);
        expectNear(hypergeometric(a, b, c, z) / sum, 1, 1e-12);
      }),
      { numRuns: 50 },
    );
  });

  test('is a power where b = c, and a logarithm at 1, 1; 2', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 20, noNaN: true }), positive, share, (a, b, z) => {
        expectNear(hypergeometric(a, b, b, z) * (1 - z) ** a, 1, 1e-12);
      }),
    );
    for (const z of [1e-9, 0.5, 0.9, 0.999, 0.9999]) {
      expectNear(hypergeometric(1, 1, 2, z) / (-Math.log1p(-z) / z), 1, 1e-11);
    }
  });

  test('agrees with Euler: (1 − z)^(c−a−b) ₂F₁(c−a, c−b; c; z) is the same', () => {
    const small = fc.double({ min: 0.1, max: 5, noNaN: true });
    fc.assert(
      fc.property(small, small, small, share, (a, b, more, z) => {
        const c = Math.max(a, b) + more;
        const euler = (1 - z) ** (c - a - b) * hypergeometric(c - a, c - b, c, z);
        expectNear(hypergeometric(a, b, c, z) / euler, 1, 1e-11);
      }),
    );
  });
});
