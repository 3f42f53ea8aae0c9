import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitLogistic, type LogisticData } from '../../../domain/rhythm/logistic.ts';
import { Random } from '../../protocol/random.ts';
import { finish } from './base.ts';

interface Row {
  readonly features: readonly number[];
  readonly happened: 0 | 1;
  readonly weight: number;
}

function dataOf(rows: readonly Row[]): LogisticData {
  return {
    width: 1 + (rows[0]?.features.length ?? 0),
    features: Float64Array.from(rows.flatMap(({ features }) => [1, ...features])),
    happened: Uint8Array.from(rows.map(({ happened }) => happened)),
    weights: Float64Array.from(rows.map(({ weight }) => weight)),
  };
}

const fitted = (rows: readonly Row[], ridge: number) => finish(fitLogistic(dataOf(rows), ridge)).outcome;
const fittedTo = (rows: readonly Row[], ridge: number) =>
  fitted(rows, ridge) ?? expect.fail('the search does not settle');
const row = (features: readonly number[], happened: 0 | 1, weight = 1): Row => ({ features, happened, weight });

/** Of the likelihood less half the ridge times the squares of all coefficients but the first. */
function gradient(rows: readonly Row[], at: readonly number[], ridge: number): readonly number[] {
  return at.map((coefficient, place) => {
    const held = place === 0 ? 0 : ridge * coefficient;
    const sum = rows.reduce((total, { features, happened, weight }) => {
      const all = [1, ...features];
      const odds = all.reduce((whole, feature, n) => whole + feature * (at[n] ?? NaN), 0);
      return total + weight * (happened - 1 / (1 + Math.exp(-odds))) * (all[place] ?? NaN);
    }, 0);
    return sum - held;
  });
}

const feature = fc.double({ min: -3, max: 3, noNaN: true });
const rows = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.array(
    fc.record({
      features: fc.array(feature, { minLength: width, maxLength: width }),
      happened: fc.constantFrom(0 as const, 1 as const),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 4, maxLength: 40 },
  ),
);
const ridge = fc.double({ min: 0.05, max: 10, noNaN: true });

describe('ridge regression of log odds', () => {
  test('given any rows, then the slope of the penalised likelihood is 0 where the search settles', () => {
    fc.assert(
      fc.property(rows, ridge, (given, held) => {
        fc.pre(new Set(given.map(({ happened }) => happened)).size === 2);
        const found = fittedTo(given, held);
        for (const slope of gradient(given, found, held)) expect(Math.abs(slope)).toBeLessThan(0.01);
      }),
    );
  });

  test('given a weight, then it is as many equal rows', () => {
    fc.assert(
      fc.property(rows, ridge, (given, held) => {
        fc.pre(new Set(given.map(({ happened }) => happened)).size === 2);
        const repeated = given.flatMap((one) => Array.from({ length: one.weight }, () => ({ ...one, weight: 1 })));
        const other = fittedTo(repeated, held);
        for (const [place, value] of fittedTo(given, held).entries()) expect(value).toBeCloseTo(other[place] ?? NaN, 6);
      }),
    );
  });

  test('given a table of two by two and no ridge, then the coefficients are its log odds and their difference', () => {
    const table = [row([0], 1, 12), row([0], 0, 48), row([1], 1, 30), row([1], 0, 20)];
    const [base = NaN, difference = NaN] = fittedTo(table, 0);
    expect(base).toBeCloseTo(Math.log(12 / 48), 6);
    expect(difference).toBeCloseTo(Math.log(30 / 20) - Math.log(12 / 48), 6);
  });

  test('given no feature but the first, then it is the log odds of all, whatever the ridge', () => {
    expect(fittedTo([row([], 1, 3), row([], 0, 17)], 100)[0]).toBeCloseTo(Math.log(3 / 17), 6);
  });

  test('given a stronger ridge, then coefficients are nearer to 0', () => {
    const table = [row([0], 1, 12), row([0], 0, 48), row([1], 1, 30), row([1], 0, 20)];
    const sizes = [0, 1, 10, 100, 1e6].map((held) => Math.abs(fittedTo(table, held)[1] ?? NaN));
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
    expect(sizes.at(-1)).toBeLessThan(1e-4);
  });

  test('given rows that one feature tells apart, then the ridge keeps its coefficient finite', () => {
    const apart = Array.from({ length: 40 }, (_, n) => row([n - 19.5], n < 20 ? 0 : 1));
    const found = fittedTo(apart, 1);
    expect(found.every((one) => Number.isFinite(one) && Math.abs(one) < 10)).toBe(true);
    expect(found[1]).toBeGreaterThan(0);
    for (const slope of gradient(apart, found, 1)) expect(Math.abs(slope)).toBeLessThan(0.01);
  });

  test('given rows drawn from known log odds, then they are found', () => {
    const random = new Random(3);
    const drawn = Array.from({ length: 20_000 }, () => {
      const features = [random.next() * 4 - 2, random.chance(0.3) ? 1 : 0];
      const odds = -1 + 0.7 * (features[0] ?? 0) - 1.2 * (features[1] ?? 0);
      return row(features, random.chance(1 / (1 + Math.exp(-odds))) ? 1 : 0);
    });
    const found = fittedTo(drawn, 1);
    for (const [place, value] of [-1, 0.7, -1.2].entries())
      expect(Math.abs((found[place] ?? NaN) - value)).toBeLessThan(0.1);
  });

  test('given nothing but what happened, or nothing at all, then it settles nowhere', () => {
    expect(fitted([row([], 1, 50)], 1)).toBeUndefined();
    expect(fitted([], 1)).toBeUndefined();
    // Of two equal features, without a ridge, nobody can tell which one counts.
    expect(fitted([row([1, 1], 1), row([2, 2], 0), row([3, 3], 1), row([4, 4], 0)], 0)).toBeUndefined();
  });
});

test('given a first step that goes too far, then it is taken back, and the search goes on to the summit', () => {
  // Something rare, and features of very different size: from 0 the curvature says little of the summit.
  const rare = [
    row([0, 0], 0, 50_000),
    row([0, 40], 1, 3),
    row([60, 0], 1, 2),
    row([60, 40], 0, 1),
    row([1, -90], 0, 40),
  ];
  const found = fittedTo(rare, 0.001);
  for (const slope of gradient(rare, found, 0.001)) expect(Math.abs(slope)).toBeLessThan(0.01);
});

test('given many rows, then it pauses among them, and they come out the same', () => {
  const few = [row([0], 1, 12), row([0], 0, 48), row([1], 1, 30), row([1], 0, 20)];
  const many = Array.from({ length: 8_000 }, () => few).flat();
  const { outcome, pauses } = finish(fitLogistic(dataOf(many), 0));
  expect(pauses).toBeGreaterThan(3 * finish(fitLogistic(dataOf(few), 0)).pauses);
  for (const [place, value] of fittedTo(few, 0).entries()) expect(outcome?.[place]).toBeCloseTo(value, 6);
});
