import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstGapQuantiles } from '../../../domain/rhythm/gap.ts';
import { kaplanMeier, type Watched } from '../../../domain/rhythm/kaplan-meier.ts';

const many = (count: number, days: number, isOver: boolean): readonly Watched[] =>
  Array.from({ length: count }, () => ({ days, isOver }));
const watched = fc.array(fc.record({ days: fc.integer({ min: 1, max: 300 }), isOver: fc.boolean() }), {
  minLength: 30,
  maxLength: 120,
});

describe('by when those who come back have come', () => {
  test('is counted among those who come back at all', () => {
    const base = [...many(40, 10, true), ...many(40, 20, true), ...many(20, 30, true), ...many(100, 400, false)];
    expect(firstGapQuantiles(base, [0.4, 0.8, 0.9])).toEqual({ days: [10, 20, 30], horizon: 400 });
  });

  test('counts open gaps: a base of newcomers does not show the short ones only', () => {
    const young = [...many(50, 5, true), ...many(400, 6, false), ...many(20, 100, true), ...many(60, 400, false)];
    const [blind] = [...many(50, 5, true), ...many(20, 100, true)].map(({ days }) => days);
    const found = firstGapQuantiles(young, [0.5]);
    expect(blind).toBe(5);
    expect(found?.days[0]).toBe(100);
  });

  test('is not known of a base in which they still come when watching ends, or of which hardly anybody is watched', () => {
    const steadily = Array.from({ length: 200 }, (_, n) => ({ days: 1 + n, isOver: n % 2 === 0 }));
    expect(firstGapQuantiles(steadily, [0.8])).toBeNull();
    expect(firstGapQuantiles(many(100, 50, false), [0.8])).toBeNull();
    expect(firstGapQuantiles(many(29, 3, true), [0.8])).toBeNull();
    expect(firstGapQuantiles([], [0.8])).toBeNull();
  });

  test('rests on days for which thirty were watched, and rises with the share', () => {
    fc.assert(
      fc.property(watched, (all) => {
        const found = firstGapQuantiles(all, [0.2, 0.5, 0.8]);
        if (found === null) return;
        const { days, horizon } = found;
        expect(all.filter((one) => one.days >= horizon).length).toBeGreaterThanOrEqual(30);
        expect(days).toEqual(days.toSorted((one, other) => one - other));
        const left = (day: number) => kaplanMeier(all).findLast((step) => step.days <= day)?.share ?? 1;
        for (const [n, share] of [0.2, 0.5, 0.8].entries()) {
          const day = days[n] ?? NaN;
          const wanted = share * (1 - left(horizon));
          expect(1 - left(day)).toBeGreaterThanOrEqual(wanted - 1e-12);
          expect(1 - left(day - 1)).toBeLessThan(wanted + 1e-12);
        }
      }),
    );
  });
});
