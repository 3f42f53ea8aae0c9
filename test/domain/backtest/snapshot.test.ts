import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areaUnderCurve,
  calibrationError,
  observedOf,
  predictedOf,
  tenthsOf,
  type Seen,
} from '../../../domain/backtest/snapshot.ts';

const seen = fc.array(fc.record({ score: fc.integer({ min: -5, max: 5 }), bought: fc.boolean() }), { maxLength: 60 });
const predicted = fc.array(fc.record({ chance: fc.double({ min: 0, max: 1, noNaN: true }), bought: fc.boolean() }), {
  minLength: 1,
  maxLength: 80,
});

/** Over all pairs of one who bought and one who did not; a tie is half a pair. */
function naive(all: readonly Seen[]): number {
  const [buyers, others] = [all.filter(({ bought }) => bought), all.filter(({ bought }) => !bought)];
  const won = buyers.flatMap((buyer) =>
    others.map((other) => (buyer.score > other.score ? 1 : buyer.score === other.score ? 0.5 : 0)),
  );
  return won.reduce<number>((sum, one) => sum + one, 0) / (buyers.length * others.length);
}

describe('the area under the curve', () => {
  test('is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(seen, (all) => {
        fc.pre(new Set(all.map(({ bought }) => bought)).size === 2);
        expect(areaUnderCurve(all)).toBeCloseTo(naive(all), 12);
      }),
    );
  });

  test('is 1 where the order is right, 0 where it is wrong, a half where there is none', () => {
    const [buyer, other] = [
      { score: 2, bought: true },
      { score: 1, bought: false },
    ];
    expect(areaUnderCurve([other, buyer, other])).toBe(1);
    expect(areaUnderCurve([{ ...buyer, score: 0 }, other])).toBe(0);
    expect(areaUnderCurve([{ ...buyer, score: 1 }, other, other])).toBe(0.5);
  });

  test('is nothing where all bought, nobody did, or nobody was there', () => {
    expect([[], [{ score: 1, bought: true }], [{ score: 1, bought: false }]].map(areaUnderCurve)).toEqual([
      NaN,
      NaN,
      NaN,
    ]);
  });
});

test('what was seen is observed once each, and predicted by the calibration', () => {
  const all = [
    { score: 0.2, bought: true },
    { score: 0.4, bought: false },
  ];
  expect(observedOf(all)).toEqual([
    { score: 0.2, happened: 1, weight: 1 },
    { score: 0.4, happened: 0, weight: 1 },
  ]);
  const knots = [
    [0, 0],
    [0.4, 0.8],
  ] as const;
  expect(predictedOf(all, knots)).toEqual([
    { chance: 0.4, bought: true },
    { chance: 0.8, bought: false },
  ]);
});

describe('tenths of a base', () => {
  test('rise, are as equal in size as can be, and have everybody in them', () => {
    fc.assert(
      fc.property(predicted, (all) => {
        const tenths = tenthsOf(all);
        const sizes = tenths.map(({ customers }) => customers);
        const means = tenths.map((one) => one.predicted);
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(all.length);
        expect(tenths).toHaveLength(Math.min(10, all.length));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const [n, mean] of means.slice(1).entries())
          expect(mean).toBeGreaterThanOrEqual((means[n] ?? NaN) - 1e-12);
        const bought = tenths.reduce((sum, { happened, customers }) => sum + happened * customers, 0);
        expect(bought).toBeCloseTo(all.filter((one) => one.bought).length, 9);
        const chances = tenths.reduce((sum, one) => sum + one.predicted * one.customers, 0);
        expect(chances).toBeCloseTo(
          all.reduce((sum, { chance }) => sum + chance, 0),
          9,
        );
      }),
    );
  });

  test('have a mean distance between predicted and happened, in which each counts by its size', () => {
    const tenths = [
      { predicted: 0.1, happened: 0.2, customers: 30 },
      { predicted: 0.6, happened: 0.4, customers: 10 },
    ];
    expect(calibrationError(tenths)).toBeCloseTo(0.125, 12);
    expect(calibrationError([])).toBeNaN();
    // Of equal chances each stands for all, so that the order in which they come tells nothing.
    const equal = Array.from({ length: 100 }, (_, n) => ({ chance: 0.2, bought: n < 25 }));
    expect(calibrationError(tenthsOf(equal))).toBeCloseTo(0.05, 12);
    expect(tenthsOf(equal.toReversed())).toEqual(tenthsOf(equal));
  });
});
