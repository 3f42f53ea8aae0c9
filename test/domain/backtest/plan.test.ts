import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf, type Plan } from '../../../domain/backtest/plan.ts';

function plan(days: number, first = 18_000): Plan {
  const found = planOf(first, first + days);
  if (found.is === 'too-short') throw new Error(`${days} days are too short`);
  return found;
}

test('origins follow each other, rules have something to learn from, and every silence is followed to its end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 328, max: 6_000 }), fc.integer({ min: 0, max: 20_000 }), (days, first) => {
      const { followUp, origins } = plan(days, first);
      expect(origins.length % 2).toBe(0);
      for (const [n, origin] of origins.entries()) {
        const next = origins[n + 1];
        expect(origin.until - origin.at).toBeGreaterThanOrEqual(14);
        expect(next?.at ?? origin.until).toBe(origin.until);
        expect(origin.until + followUp).toBeLessThanOrEqual(first + days);
        expect(origin.at - first).toBeGreaterThanOrEqual(Math.max(120, Math.floor(days / 4)));
        expect(origin.isHeldBack).toBe(n >= origins.length / 2);
        expect(Number.isInteger(origin.at)).toBe(true);
      }
      expect(origins.at(-1)?.until).toBe(first + days - followUp);
      expect(followUp).toBe(Math.min(365, Math.max(180, Math.round(days / 3))));
    }),
  );
});

describe('how many origins there are', () => {
  test.each([
    [328, 2],
    [355, 2],
    [356, 4],
    [500, 4],
    [875, 4],
    [876, 6],
    [3_650, 6],
  ])('of %d days there are %d', (days, origins) => {
    expect(plan(days).origins).toHaveLength(origins);
  });

  test('a shorter history has none, and is told what it lacks', () => {
    expect(planOf(18_000, 18_327)).toEqual({ is: 'too-short', needed: 328, found: 327 });
    expect(planOf(18_000, 18_000)).toEqual({ is: 'too-short', needed: 328, found: 0 });
    expect(planOf(18_000, 17_000)).toEqual({ is: 'too-short', needed: 328, found: 0 });
  });

  test('a longer history never has fewer', () => {
    const counts = Array.from({ length: 3_000 }, (_, n) => plan(328 + n).origins.length);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
  });
});
