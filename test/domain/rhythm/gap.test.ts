import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstGap, gapPercentile } from '../../../domain/rhythm/gap.ts';

test.each([
  [[7], 0.8, 7],
  [[1, 2, 3, 4], 0, 1],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[1, 2, 3, 4], 0.8, 3.4],
  [[1, 2, 3, 4], 1, 4],
  [[5, 5, 5, 100], 0.5, 5],
])('of the gaps %j, the percentile at %d is %d', (gaps, q, expected) => {
  expect(
    gapPercentile(
      gaps.map((days) => ({ days, count: 1 })),
      q,
    ),
  ).toBeCloseTo(expected, 12);
});

test('counts say the same as the list of all gaps, in whatever order', () => {
  const gap = fc.record({ days: fc.nat(300), count: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(gap), fc.double({ min: 0, max: 1, noNaN: true }), (counts, q) => {
      const each = counts.flatMap(({ days, count }) => Array.from({ length: count }, () => ({ days, count: 1 })));
      expect(gapPercentile(counts, q)).toBe(gapPercentile(each.toReversed(), q));
      if (each.length === 0) expect(gapPercentile(counts, q)).toBeNull();
    }),
  );
});

test.each([
  [[], null],
  [[4, 4, 4], null],
  [[20, 4, 4, 9], 5],
])('of purchases on the days %j, the first gap is %j', (days, gap) => {
  expect(firstGap(days)).toBe(gap);
});
