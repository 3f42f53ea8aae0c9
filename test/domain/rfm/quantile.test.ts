import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionOf } from '../../../domain/scoring/population.ts';
import {
  cutProbabilities,
  quantile,
  quantileCuts,
  ranksOf,
  valueAtRank,
  valuesAtCuts,
} from '../../../domain/scoring/quantile.ts';

/** Type 7 on the whole list, as the textbook has it. */
function listed(values: readonly number[], probability: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const h = (sorted.length - 1) * probability;
  const i = Math.floor(h);
  const low = sorted[i] ?? NaN;
  return low + (h - i) * ((sorted[i + 1] ?? low) - low);
}

const values = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 300 });
const bins = fc.integer({ min: 3, max: 9 });

describe('type-7 quantiles', () => {
  test.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 0.2, 1.6],
    [[1, 2, 3, 4, 5, 6], 0.6, 4],
    [[10, 10, 12, 40], 0.9, 31.6],
    [[7], 0.9, 7],
    [[1, 1, 1, 9], 0, 1],
    [[1, 1, 1, 9], 1, 9],
  ])('of %j at %d are %d', (list, probability, expected) => {
    expect(quantile(distributionOf(list), probability)).toBeCloseTo(expected, 12);
  });

  test('between bins of equally many, that fall on a member, are exactly that member', () => {
    const upTo = (count: number) => distributionOf(Array.from({ length: count }, (_, n) => n));
    for (let groups = 1; groups <= 60; groups += 1) {
      for (const scores of [3, 4, 5, 6, 7, 8, 9]) {
        const expected = Array.from({ length: scores - 1 }, (_, n) => groups * (n + 1));
        expect(quantileCuts(upTo(groups * scores + 1), scores)).toEqual(expected);
      }
    }
  });

  test('equal those of the full list', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, probability) => {
        expect(quantile(distributionOf(list), probability)).toBeCloseTo(listed(list, probability), 9);
      }),
    );
  });

  test('do not depend on the order in which people were counted', () => {
    const shuffled = values.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, bins, ([list, other], scores) => {
        expect(quantileCuts(distributionOf(other), scores)).toEqual(quantileCuts(distributionOf(list), scores));
      }),
    );
  });

  test('never fall from one cut to the next, and stay equal where many are equal', () => {
    fc.assert(
      fc.property(values, bins, (list, scores) => {
        const cuts = quantileCuts(distributionOf(list), scores);
        expect(cuts).toHaveLength(scores - 1);
        expect(cuts).toEqual(cuts.toSorted((a, b) => a - b));
      }),
    );
    expect(quantileCuts(distributionOf([1, 1, 1, 1, 1, 2]), 5)).toEqual([1, 1, 1, 1]);
  });

  test('of nobody, or at no probability, are refused', () => {
    expect(() => quantile([], 0.5)).toThrow('no quantile 0.5 of 0 values');
    expect(() => quantile([[1, 3]], 1.1)).toThrow(RangeError);
    expect(() => quantile([[1, 3]], NaN)).toThrow(RangeError);
  });
});

describe('the ranks a quantile is made of', () => {
  test('are one where it falls on a member, else two neighbours', () => {
    expect(ranksOf(5, 0.5)).toEqual([2]);
    expect(ranksOf(4, 0.5)).toEqual([1, 2]);
    expect(ranksOf(1, 0.9)).toEqual([0]);
    expect(ranksOf(6, 1)).toEqual([5]);
  });

  test('hold every quantile between their values', () => {
    fc.assert(
      fc.property(values, bins, (list, scores) => {
        const distribution = distributionOf(list);
        for (const probability of cutProbabilities(scores)) {
          const around = ranksOf(list.length, probability).map((rank) => valueAtRank(distribution, rank));
          const cut = quantile(distribution, probability);
          expect(Math.min(...around)).toBeLessThanOrEqual(cut);
          expect(Math.max(...around)).toBeGreaterThanOrEqual(cut);
          expect(valuesAtCuts(distribution, scores)).toEqual(expect.arrayContaining(around));
        }
      }),
    );
  });

  test('beyond the last there is none', () => {
    expect(() => valueAtRank([[5, 2]], 2)).toThrow('no rank 2 among 2 values');
  });
});
