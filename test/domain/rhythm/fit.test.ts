import { describe, expect, test } from 'vitest';
import { type Buying, groupBuying } from '../../../domain/rhythm/buying.ts';
import { fitBgNbd, fitGammaPoisson, fitMbgNbd } from '../../../domain/rhythm/fit.ts';
import type { Fit } from '../../../domain/rhythm/fit-outcome.ts';
import { fitGammaGamma } from '../../../domain/rhythm/fit-spending.ts';
import { logLikelihood } from '../../../domain/rhythm/mbg-nbd.ts';
import { expectedSpend } from '../../../domain/rhythm/gamma-gamma.ts';
import { Random } from '../../protocol/random.ts';
import { buyerOf, finish, loyalBuyerOf, spenderOf } from './base.ts';

const TRUE = { r: 0.8, alpha: 5, a: 0.9, b: 2.5 };

/** Customers who came over a year and a half, by whole weeks. */
function base(count: number, draw: (random: Random, T: number) => Buying, seed = 1): readonly Buying[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => draw(random, 26 + random.below(52)));
}

const anyPurchase = () => true;
const repeatsOnly = (purchase: number) => purchase > 0;
const leaving = base(3_000, (random, T) => buyerOf(random, TRUE, T, anyPurchase));

/** Within four standard errors of the truth: sooner or later a fit that is wrong is not. */
function expectTruth<Parameters extends object>(fit: Fit<Parameters>, truth: Parameters) {
  if (fit.is === 'refused') throw new Error(fit.because);
  const errors = new Map(Object.entries(fit.standardErrors));
  const found = new Map(Object.entries(fit.parameters));
  for (const [name, value] of Object.entries(truth)) {
    expect(errors.get(name)).toBeGreaterThan(0);
    expect(Math.abs((found.get(name) ?? NaN) - value) / (errors.get(name) ?? NaN)).toBeLessThan(4);
  }
}

describe('a fit finds the parameters by which customers behave', () => {
  test('MBG/NBD', () => {
    const { outcome } = finish(fitMbgNbd(groupBuying(leaving)));
    expectTruth(outcome, TRUE);
    expect(outcome).toMatchObject({ customers: 3_000, repeaters: leaving.filter(({ x }) => x > 0).length });
  });

  test('BG/NBD', () => {
    const customers = base(3_000, (random, T) => buyerOf(random, TRUE, T, repeatsOnly));
    expectTruth(finish(fitBgNbd(groupBuying(customers))).outcome, TRUE);
  });

  test('Gamma–Poisson', () => {
    const customers = base(3_000, (random, T) => loyalBuyerOf(random, TRUE, T));
    expectTruth(finish(fitGammaPoisson(groupBuying(customers))).outcome, { r: TRUE.r, alpha: TRUE.alpha });
  });

  test('Gamma–Gamma, in any unit of money', () => {
    const truth = { p: 6, q: 4, v: 15 };
    const random = new Random(2);
    const spending = Array.from({ length: 2_000 }, () => ({
      ...spenderOf(random, truth, 1 + random.below(6)),
      count: 1,
    }));
    const { outcome } = finish(fitGammaGamma(spending));
    expectTruth(outcome, truth);
    const { outcome: inCents } = finish(fitGammaGamma(spending.map((one) => ({ ...one, mean: one.mean * 100 }))));
    if (outcome.is !== 'accepted' || inCents.is !== 'accepted') throw new Error('refused');
    expect(inCents.parameters.q).toBeCloseTo(outcome.parameters.q, 6);
    expect(inCents.parameters.v / outcome.parameters.v).toBeCloseTo(100, 4);
    expect(inCents.logLikelihood).toBeCloseTo(outcome.logLikelihood - 2_000 * Math.log(100), 5);
  });
});

/** Drawn evenly between the two, as their logarithms go. */
function between(random: Random, least: number, most: number): number {
  return least * (most / least) ** random.next();
}

test('a fit never ends below the truth, however customers leave: now and then, never, or at once', () => {
  const random = new Random(1);
  for (let bases = 0; bases < 60; bases += 1) {
    const truth = {
      r: between(random, 0.2, 3),
      alpha: between(random, 1, 20),
      a: between(random, 0.02, 3),
      b: between(random, 0.03, 8),
    };
    const customers = Array.from({ length: 600 }, () => buyerOf(random, truth, 26 + random.below(40), anyPurchase));
    const groups = groupBuying(customers);
    const { outcome } = finish(fitMbgNbd(groups));
    if (outcome.is === 'accepted') expect(outcome.logLikelihood).toBeGreaterThanOrEqual(logLikelihood(truth, groups));
    // Refused where the best fit says something that no customer base does; never for want of a summit.
    else expect(['too-little-data', 'at-bound', 'degenerate']).toContain(outcome.code);
  }
});

test('a fit pauses often, and comes out the same whoever is counted first', () => {
  const { outcome, pauses } = finish(fitMbgNbd(groupBuying(leaving)));
  expect(pauses).toBeGreaterThan(20);
  expect(finish(fitMbgNbd(groupBuying(leaving.toReversed()))).outcome).toEqual(outcome);
});

describe('a fit is refused', () => {
  test('where the base is small: it says what is needed and what there is', () => {
    const few = groupBuying(leaving.slice(0, 40).map((buying) => ({ ...buying, T: Math.max(buying.tx, 20) })));
    const { outcome, pauses } = finish(fitMbgNbd(few));
    expect(pauses).toBe(0);
    expect(outcome).toMatchObject({ is: 'refused', code: 'too-little-data' });
    if (outcome.is !== 'refused' || outcome.code !== 'too-little-data') throw new Error('not refused');
    expect(outcome.shortfalls).toContainEqual({ what: 'customers', needed: 500, found: 40 });
    expect(outcome.because).toContain('500 customers (there are 40)');
  });

  test('where hardly anybody ever returned, or nobody a third time', () => {
    const once = Array.from({ length: 600 }, () => ({ x: 0, tx: 0, T: 30 }));
    const twice = Array.from({ length: 200 }, () => ({ x: 1, tx: 4, T: 30 }));
    expect(finish(fitBgNbd(groupBuying(once))).outcome).toMatchObject({
      shortfalls: [{ what: 'repeaters' }, { what: 'thriceBuyers', needed: 10, found: 0 }],
    });
    expect(finish(fitGammaPoisson(groupBuying([...once, ...twice]))).outcome).toMatchObject({
      shortfalls: [{ what: 'thriceBuyers' }],
    });
  });

  test.each([
    ['BG/NBD', fitBgNbd],
    ['MBG/NBD', fitMbgNbd],
  ])('where nobody ever leaves: by %s silence would never count', (_, fit) => {
    const customers = base(1_000, (random, T) => loyalBuyerOf(random, { r: 3, alpha: 6 }, T));
    const { outcome } = finish(fit(groupBuying(customers)));
    expect(outcome).toMatchObject({ is: 'refused', code: 'degenerate' });
  });

  test('where all customers are alike: there is nothing to spread', () => {
    const alike = groupBuying(Array.from({ length: 600 }, () => ({ x: 10, tx: 40, T: 44 })));
    expect(finish(fitGammaPoisson(alike)).outcome).toMatchObject({ is: 'refused', code: 'at-bound' });
    expect(finish(fitMbgNbd(alike)).outcome.is).toBe('refused');
  });

  test('where numbers make no sense: the search ends without a summit', () => {
    const nonsense = groupBuying(leaving.map((buying, index) => (index === 7 ? { ...buying, tx: NaN } : buying)));
    expect(finish(fitMbgNbd(nonsense)).outcome).toMatchObject({ is: 'refused', code: 'not-converged' });
  });
});

describe('a fit of spending is refused', () => {
  const spending = (truth: { p: number; q: number; v: number }, meanOf: (mean: number, x: number) => number) => {
    const random = new Random(3);
    return Array.from({ length: 1_000 }, () => {
      const { x, mean } = spenderOf(random, truth, 1 + random.below(8));
      return { x, mean: meanOf(mean, x), count: 1 };
    });
  };

  test('where few have paid again', () => {
    const few = spending({ p: 6, q: 4, v: 15 }, (mean, x) => (x > 1 ? mean : 0)).slice(0, 90);
    const { outcome } = finish(fitGammaGamma(few));
    expect(outcome).toMatchObject({ code: 'too-little-data', shortfalls: [{ what: 'repeaters', needed: 100 }] });
  });

  test('where those who buy often spend more each time', () => {
    const outcome = finish(fitGammaGamma(spending({ p: 6, q: 4, v: 15 }, (mean, x) => mean * x))).outcome;
    expect(outcome).toMatchObject({ is: 'refused', code: 'correlated' });
  });

  test('where the average of all would be infinite', () => {
    const outcome = finish(fitGammaGamma(spending({ p: 6, q: 0.7, v: 15 }, (mean) => mean))).outcome;
    expect(outcome).toMatchObject({ is: 'refused', code: 'degenerate' });
  });
});

test('expected spend lies between the mean of all and the own, nearer to the own with every purchase', () => {
  const of = { p: 6, q: 4, v: 15 };
  expect(expectedSpend(of, { x: 0, mean: NaN })).toBe(30);
  const after = (x: number) => expectedSpend(of, { x, mean: 80 });
  expect([1, 2, 10, 1_000].map(after)).toEqual([1, 2, 10, 1_000].map(after).toSorted((one, other) => one - other));
  expect(after(1)).toBeGreaterThan(30);
  expect(after(1_000)).toBeLessThan(80);
});
