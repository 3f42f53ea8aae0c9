import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SCORING, type ScoringModel } from '../../../domain/scoring/model.ts';
import { daysBeyond, scoreOf } from '../../../domain/scoring/score.ts';
import { scoreLabel, type Score } from '../../../domain/scoring/scores.ts';
import { DAY } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const MODEL: ScoringModel = {
  ...DEFAULT_SCORING,
  monetary: { cuts: [1_000, 5_000, 10_000, 50_000], edge: 'reached' },
};

function scored(given: { readonly silent?: number; readonly orders?: number; readonly revenue?: number }) {
  const { silent = 0, orders = 1, revenue = 0 } = given;
  const last = NOON - silent;
  return scoreOf({ lastPurchaseAt: last, recencyFrom: last, orders, frequency: orders, revenue }, MODEL, NOON);
}

describe('recency counts elapsed days of 24 hours', () => {
  const steps: readonly (readonly [days: number, below: Score])[] = [
    [40, 4],
    [90, 3],
    [180, 2],
    [365, 1],
  ];

  test.each(steps)('up to the last millisecond of day %i nothing falls, then it is %i', (days, below) => {
    const end = (days + 1) * DAY;
    expect(scored({ silent: end - 1 }).r).toBe(below + 1);
    expect(scored({ silent: end }).r).toBe(below);
  });

  test('a purchase a little ahead of the clock is as recent as can be', () => {
    expect(scored({ silent: -5 * 60_000 }).r).toBe(5);
  });
});

test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [5, 4],
  [6, 5],
  [5_000, 5],
])('%i orders score %i', (orders, score) => {
  expect(scored({ orders }).f).toBe(score);
});

test.each([
  [0, 1],
  [999, 1],
  [1_000, 2],
  [9_999, 3],
  [10_000, 4],
  [50_000, 5],
])('%i minor units score %i', (revenue, score) => {
  expect(scored({ revenue }).m).toBe(score);
});

test('money has no score until the workspace has named its amounts', () => {
  const scores = scoreOf(
    { lastPurchaseAt: NOON, recencyFrom: NOON, orders: 4, frequency: 4, revenue: 99_999 },
    DEFAULT_SCORING,
    NOON,
  );
  expect(scores).toEqual({ r: 5, f: 4, m: null });
  expect(scoreLabel(scores)).toBe('R5F4M-');
  expect(scoreLabel(scored({ silent: 50 * DAY, orders: 2, revenue: 5_000 }))).toBe('R4F2M3');
});

test('more is never less: later, oftener or dearer purchases never lower a score', () => {
  const totals = fc.record({
    silent: fc.integer({ min: 0, max: 500 * DAY }),
    orders: fc.nat(10),
    revenue: fc.nat(60_000),
  });
  const more = fc.record({ silent: fc.nat(100 * DAY), orders: fc.nat(5), revenue: fc.nat(20_000) });
  fc.assert(
    fc.property(totals, more, (less, by) => {
      const [low, high] = [
        scored(less),
        scored({
          silent: less.silent - by.silent,
          orders: less.orders + by.orders,
          revenue: less.revenue + by.revenue,
        }),
      ];
      expect(high.r).toBeGreaterThanOrEqual(low.r);
      expect(high.f).toBeGreaterThanOrEqual(low.f);
      expect(high.m ?? 0).toBeGreaterThanOrEqual(low.m ?? 0);
    }),
  );
});

test.each([
  ['at-most', 40, 41],
  ['at-most', 40.5, 41],
  ['below', 40, 40],
  ['below', 40.5, 41],
] as const)('of a cut that is met by days %s %d, day %i is the first beyond', (edge, cut, beyond) => {
  expect(daysBeyond(cut, edge)).toBe(beyond);
  const model: ScoringModel = { ...MODEL, recency: { cuts: [cut], edge } };
  const points = (days: number) => {
    const last = NOON - days * DAY;
    return scoreOf({ lastPurchaseAt: last, recencyFrom: last, orders: 1, frequency: 1, revenue: 0 }, model, NOON).r;
  };
  expect([points(beyond - 1), points(beyond)]).toEqual([2, 1]);
});
