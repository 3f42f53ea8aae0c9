import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { purchasesAhead } from '../../../domain/rhythm/beta-geometric.ts';
import * as bg from '../../../domain/rhythm/bg-nbd.ts';
import { gapQuantile, probabilityOfReturn } from '../../../domain/rhythm/gamma-poisson.ts';
import * as mbg from '../../../domain/rhythm/mbg-nbd.ts';
import { hypergeometric } from '../../../domain/rhythm/special.ts';
import { Random } from '../../protocol/random.ts';
import { buyerOf } from './base.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const parameters = fc.record({
  r: between(0.05, 8),
  alpha: between(0.1, 80),
  a: between(0.05, 6),
  b: between(0.1, 20),
});
const buying = fc
  .record({ x: fc.nat(40), gap: between(0.2, 9), silent: between(0, 150) })
  .map(({ x, gap, silent }) => ({ x, tx: x * gap, T: x * gap + silent }));
const chance = between(0.01, 0.99);
const weeks = between(0.01, 200);

describe.each([
  ['BG/NBD', bg],
  ['MBG/NBD', mbg],
])('%s', (_, model) => {
  test('P(alive) is a probability, and falls as silence grows', () => {
    fc.assert(
      fc.property(parameters, buying, weeks, (of, customer, more) => {
        const now = model.probabilityAlive(of, customer);
        const later = model.probabilityAlive(of, { ...customer, T: customer.T + more });
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        if (model.silenceUntil(of, customer, 0.5) === null) expect([now, later]).toEqual([1, 1]);
        else expect(later).toBeLessThan(now);
      }),
    );
  });

  test('P(alive) is p* after the silence until p*, and already lower where that is 0', () => {
    fc.assert(
      fc.property(parameters, buying, chance, (of, customer, p) => {
        const silence = model.silenceUntil(of, customer, p);
        if (silence === null || silence > 1e12) return;
        const alive = model.probabilityAlive(of, { ...customer, T: customer.tx + silence });
        if (silence > 0) expect(alive).toBeCloseTo(p, 9);
        else expect(alive).toBeLessThanOrEqual(p + 1e-12);
      }),
    );
  });

  test('the silence until p* grows as p* falls', () => {
    fc.assert(
      fc.property(parameters, buying, between(0.01, 0.9), between(0.001, 0.09), (of, customer, p, more) => {
        const [late, early] = [model.silenceUntil(of, customer, p), model.silenceUntil(of, customer, p + more)];
        if (late === null || early === null) expect([early, late, customer.x]).toEqual([null, null, 0]);
        else if (late === 0) expect(early).toBe(0);
        else expect(late).toBeGreaterThan(early);
      }),
    );
  });

  test('nobody returns and stays away: alive now is a return within w, or alive after w idle weeks', () => {
    fc.assert(
      fc.property(parameters, buying, weeks, (of, customer, within) => {
        const returns = model.probabilityOfReturn(of, customer, within);
        const idle = model.probabilityAlive(of, { ...customer, T: customer.T + within });
        expect(returns + (1 - returns) * idle).toBeCloseTo(model.probabilityAlive(of, customer), 12);
      }),
    );
  });

  test('expected purchases grow with time, are more than the chance of one, and less than without leaving', () => {
    fc.assert(
      fc.property(parameters, buying, weeks, (of, customer, t) => {
        const expected = model.conditionalExpected(of, customer, t);
        const rate = (of.r + customer.x) / (of.alpha + customer.T);
        const alive = model.probabilityAlive(of, customer);
        expect(model.conditionalExpected(of, customer, t / 2)).toBeLessThanOrEqual(expected);
        expect(model.probabilityOfReturn(of, customer, t)).toBeLessThanOrEqual(expected * (1 + 1e-12));
        expect(expected).toBeLessThanOrEqual(alive * rate * t * (1 + 1e-12));
        expect(model.conditionalExpected(of, customer, 0)).toBe(0);
      }),
    );
  });

  test('expected purchases of a new customer are the mean of simulated ones', () => {
    const of = { r: 1.2, alpha: 6, a: 1, b: 3 };
    const random = new Random(7);
    const mayLeave = (purchase: number) => model === mbg || purchase > 0;
    const drawn = Array.from({ length: 20_000 }, () => buyerOf(random, of, 40, mayLeave).x);
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const spread = Math.sqrt(drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / drawn.length;
    expect(Math.abs(model.expectedPurchases(of, 40) - mean)).toBeLessThan(4 * spread);
  });
});

describe('the series of expected purchases', () => {
  test('is the published closed form, where that has digits', () => {
    fc.assert(
      fc.property(parameters, between(0.01, 100), ({ r, alpha, a, b }, t) => {
        fc.pre(Math.abs(a - 1) > 0.1 && a + b > 1.1);
        const rest = (alpha / (alpha + t)) ** r * hypergeometric(r, b, a + b - 1, t / (alpha + t));
        const closed = ((a + b - 1) / (a - 1)) * (1 - rest);
        const lost = (Number.EPSILON * 1e4 * (a + b) * (1 + rest)) / Math.abs(a - 1);
        expect(Math.abs(purchasesAhead({ r, alpha, a, b }, t) - closed)).toBeLessThan(lost + 1e-11 * closed);
      }),
    );
  });

  test('passes smoothly through a = 1, where the closed form is 0/0', () => {
    const at = (a: number) => mbg.conditionalExpected({ r: 0.5, alpha: 6, a, b: 1.6 }, { x: 2, tx: 30, T: 39 }, 13);
    expect(at(1)).toBeGreaterThan(0);
    expect((at(1 - 1e-5) + at(1 + 1e-5)) / 2).toBeCloseTo(at(1), 10);
    expect(at(1 + 1e-13)).toBeCloseTo(at(1), 11);
  });

  test('does not overflow where somebody buys often and the horizon is long', () => {
    const often = { r: 900, alpha: 1, a: 1e-4, b: 1e4 };
    expect(purchasesAhead(often, 3) / 2700).toBeCloseTo(1, 3);
  });
});

describe('P(X(t) = n) in BG/NBD', () => {
  test('adds up to 1, with E[X(t)] as its mean', () => {
    const of = { r: 0.8, alpha: 4, a: 0.8, b: 2.4 };
    const chances = Array.from({ length: 400 }, (_, n) => bg.probabilityOfPurchases(of, 30, n));
    const sum = (valueOf: (p: number, n: number) => number) =>
      chances.reduce((total, p, n) => total + valueOf(p, n), 0);
    expect(sum((p) => p)).toBeCloseTo(1, 12);
    expect(sum((p, n) => p * n)).toBeCloseTo(bg.expectedPurchases(of, 30), 9);
  });

  test('holds at the edges of time and rate', () => {
    const of = { r: 1_000, alpha: 1, a: 1, b: 3 };
    expect(bg.probabilityOfPurchases(of, 0, 0)).toBe(1);
    expect(bg.probabilityOfPurchases(of, 0, 3)).toBe(0);
    // At a rate of 1,000 a week nobody stops but by leaving: with the first repeat purchase in a quarter of cases.
    expect(bg.probabilityOfPurchases(of, 10, 1)).toBeCloseTo(0.25, 12);
  });
});

describe('Gamma–Poisson', () => {
  test('the gap quantile is the silence within which q return', () => {
    fc.assert(
      fc.property(parameters, buying, chance, (of, { x, tx }, q) => {
        fc.pre(of.r + x > 0.5);
        const gap = gapQuantile(of, { x, tx }, q);
        expect(probabilityOfReturn(of, { x, tx, T: tx }, gap)).toBeCloseTo(q, 10);
      }),
    );
  });

  test('more silence makes a return within a week less likely', () => {
    fc.assert(
      fc.property(parameters, buying, weeks, (of, customer, more) => {
        const later = { ...customer, T: customer.T + more };
        expect(probabilityOfReturn(of, later, 1)).toBeLessThan(probabilityOfReturn(of, customer, 1));
      }),
    );
  });
});
