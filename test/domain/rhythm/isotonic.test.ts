import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibrated, isotonic, type Observed } from '../../../domain/rhythm/isotonic.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true });
/** Scores that differ, each observed often enough to be a block of its own. */
const large = fc
  .uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 14 })
  .chain((scores) =>
    fc.tuple(
      ...scores.map((score) =>
        fc.record({ score: fc.constant(score), happened: chance, weight: fc.integer({ min: 50, max: 90 }) }),
      ),
    ),
  );
/** Anything, with many equal scores. */
const any = fc.array(
  fc.record({
    score: fc.integer({ min: -6, max: 6 }),
    happened: fc.constantFrom(0, 1, 0.5),
    weight: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 60 },
);

const weightOf = (observed: readonly Observed[]) => observed.reduce((sum, { weight }) => sum + weight, 0);
const sumOf = (observed: readonly Observed[]) =>
  observed.reduce((sum, { happened, weight }) => sum + happened * weight, 0);
const mean = (observed: readonly Observed[]) => sumOf(observed) / weightOf(observed);

/** The highest, over all beginnings, of the lowest mean of what begins there and ends later (Robertson, Wright, Dykstra 1988). */
function naive(observed: readonly Observed[], score: number): number {
  const scores = observed.map((one) => one.score);
  const means = scores
    .filter((begin) => begin <= score)
    .map((begin) =>
      Math.min(
        ...scores
          .filter((end) => end >= score)
          .map((end) => mean(observed.filter((one) => one.score >= begin && one.score <= end))),
      ),
    );
  return Math.max(...means);
}

/** Equal scores are one observation, as large as all of them. */
function blocksOf(calibration: readonly (readonly [number, number])[], observed: readonly Observed[]) {
  // A block lies around its knot: whoever is nearer to another knot may still be in it, so blocks are found by their sums.
  const ascending = [...new Set(observed.map(({ score }) => score))].toSorted((one, other) => one - other);
  const rest = ascending.map((score) => observed.filter((one) => one.score === score));
  return calibration.map(([at]) => {
    const low = rest[0]?.[0]?.score ?? NaN;
    // The knot is in the middle between the lowest and the highest score.
    const high = 2 * at - low;
    const own: Observed[] = [];
    while ((rest[0]?.[0]?.score ?? Infinity) <= high) own.push(...(rest.shift() ?? []));
    return own;
  });
}

describe('isotonic regression', () => {
  test('given blocks that are large enough, then each chance is the minimax of means', () => {
    fc.assert(
      fc.property(large, (observed) => {
        const found = isotonic(observed);
        for (const [place, block] of blocksOf(found, observed).entries()) {
          for (const { score } of block) expect(found[place]?.[1]).toBeCloseTo(naive(observed, score), 10);
        }
        expect(blocksOf(found, observed).flat()).toHaveLength(observed.length);
      }),
    );
  });

  test('given anything, then scores and chances rise, blocks are large, and the mean is what happened', () => {
    fc.assert(
      fc.property(any, (observed) => {
        const found = isotonic(observed);
        const blocks = blocksOf(found, observed);
        for (const [place, [score, share]] of found.entries()) {
          const before = found[place - 1];
          if (before) expect([score > before[0], share > before[1]]).toEqual([true, true]);
          const own = blocks[place] ?? [];
          expect(share).toBeCloseTo(mean(own), 10);
          if (found.length > 1) expect(weightOf(own)).toBeGreaterThanOrEqual(50);
        }
        const total = found.reduce((sum, [, share], place) => sum + share * weightOf(blocks[place] ?? []), 0);
        expect(total).toBeCloseTo(sumOf(observed), 8);
      }),
    );
  });

  test('given chances that rise already, then they stay; given equal scores, then they are one', () => {
    const rising = [
      { score: 3, happened: 0.9, weight: 100 },
      { score: 1, happened: 0.1, weight: 100 },
      { score: 2, happened: 0.4, weight: 60 },
    ];
    expect(isotonic(rising)).toEqual([
      [1, 0.1],
      [2, 0.4],
      [3, 0.9],
    ]);
    const [, , two] = rising;
    if (two) expect(isotonic([...rising, { ...two, happened: 0.6 }])[1]).toEqual([2, 0.5]);
  });

  test('given a fall, then its two sides are pooled, and the knot lies between them', () => {
    const found = isotonic([
      { score: 0, happened: 0.2, weight: 50 },
      { score: 10, happened: 0.8, weight: 50 },
      { score: 30, happened: 0.4, weight: 150 },
      { score: 40, happened: 0.9, weight: 50 },
    ]);
    expect(found).toEqual([
      [0, 0.2],
      [20, 0.5],
      [40, 0.9],
    ]);
  });

  test('given a handful at either end, then it is joined to its neighbours', () => {
    const found = isotonic([
      { score: 0, happened: 0, weight: 10 },
      { score: 2, happened: 0.3, weight: 90 },
      { score: 6, happened: 0.5, weight: 90 },
      { score: 8, happened: 1, weight: 10 },
    ]);
    expect(found.map(([score]) => score)).toEqual([1, 7]);
    expect(found.map(([, share]) => share)).toEqual([0.27, 0.55]);
  });

  test('given fewer than a block asks for, then there is one chance for all', () => {
    const observed = [0, 1, 2, 3].map((score) => ({ score, happened: score > 1 ? 1 : 0, weight: 12 }));
    expect(isotonic(observed)).toEqual([[1.5, 0.5]]);
  });

  test('given nothing, then there is nothing, and no chance', () => {
    expect(isotonic([])).toEqual([]);
    expect(calibrated([], 1)).toBeNaN();
  });
});

test.each([
  [-9, 0.1],
  [1, 0.1],
  [2, 0.2],
  [3, 0.3],
  [3.5, 0.5],
  [4, 0.7],
  [99, 0.7],
])(
  'between two knots a chance lies on the line between them, and beyond the ends as at the ends: %d is %d',
  (at, is) => {
    const knots = [
      [1, 0.1],
      [3, 0.3],
      [4, 0.7],
    ] as const;
    expect(calibrated(knots, at)).toBeCloseTo(is, 12);
  },
);

test('a calibrated chance never falls with the score', () => {
  const score = fc.double({ min: -9, max: 9, noNaN: true });
  fc.assert(
    fc.property(any, score, score, (observed, one, other) => {
      const knots = isotonic(observed);
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      expect(calibrated(knots, low)).toBeLessThanOrEqual(calibrated(knots, high) + 1e-12);
    }),
  );
});
