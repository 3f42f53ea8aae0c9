import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callsOf, levelsOf } from '../../../domain/backtest/calls.ts';

const OPEN = { floorDays: 0, capDays: Infinity };
const FOLLOW_UP = 60;

/** What is expected on each day; now and then something happens, and more is expected again. */
const courses = fc
  .array(fc.record({ falls: fc.integer({ min: 0, max: 20 }), rises: fc.constantFrom(0, 0, 0, 0, 0, 25) }), {
    minLength: FOLLOW_UP + 1,
    maxLength: FOLLOW_UP + 1,
  })
  .map((changes) => {
    let now = 100;
    return changes.map(({ falls, rises }) => (now += rises - falls));
  });
const levels = fc
  .uniqueArray(fc.integer({ min: -600, max: 120 }), { minLength: 1, maxLength: 20 })
  .map((some) => some.toSorted((one, other) => one - other));
const bounds = fc
  .record({ floorDays: fc.nat(20), more: fc.integer({ min: 1, max: 60 }) })
  .map(({ floorDays, more }) => ({ floorDays, capDays: floorDays + more }));

/** Each level by itself: the first day on which as little is expected, and the line from the day before. */
function naive(course: readonly number[], level: number): number {
  const day = course.findIndex((expected) => expected <= level);
  if (day < 0) return Infinity;
  const [before, now] = [course[day - 1], course[day] ?? NaN];
  return before === undefined ? 0 : day - 1 + (before - level) / (before - now);
}

describe('the day on which each level is reached', () => {
  test('is the one that is found for each of them by itself, within floor, cap and follow-up', () => {
    fc.assert(
      fc.property(courses, levels, bounds, (course, asked, within) => {
        const calls = callsOf((day) => course[day] ?? NaN, asked, FOLLOW_UP, within);
        const expected = asked.map((level) => {
          const day = Math.max(naive(course, level), within.floorDays);
          return expect.closeTo(Math.min(day, within.capDays, FOLLOW_UP), 10);
        });
        expect(calls).toEqual(expected);
      }),
    );
  });

  test('is earlier or the same where more is asked', () => {
    fc.assert(
      fc.property(courses, levels, bounds, (course, asked, within) => {
        const calls = callsOf((day) => course[day] ?? NaN, asked, FOLLOW_UP, within);
        expect(calls).toEqual(calls.toSorted((one, other) => other - one));
      }),
    );
  });

  test('of fixed days is those days, also between two of them', () => {
    expect(callsOf((day) => -day, [-59.5, -30, -12.25, 0, 1], FOLLOW_UP, OPEN)).toEqual([59.5, 30, 12.25, 0, 0]);
  });

  test('is the follow-up where it is not reached, or the cap, which calls everybody', () => {
    expect(callsOf(() => 1, [0], FOLLOW_UP, OPEN)).toEqual([60]);
    expect(callsOf(() => 1, [0], FOLLOW_UP, { floorDays: 0, capDays: 40 })).toEqual([40]);
    expect(callsOf((day) => -day, [-60, -61], FOLLOW_UP, OPEN)).toEqual([60, 60]);
    expect(callsOf((day) => -day, [], FOLLOW_UP, OPEN)).toEqual([]);
  });

  test('is never asked for beyond the follow-up, nor once all levels are reached', () => {
    const asked: number[] = [];
    const expectation = (day: number) => {
      asked.push(day);
      return -day;
    };
    callsOf(expectation, [-3, -2], FOLLOW_UP, OPEN);
    expect(asked).toEqual([0, 1, 2, 3]);
    callsOf(expectation, [-1_000], FOLLOW_UP, OPEN);
    expect(Math.max(...asked)).toBe(FOLLOW_UP);
  });

  test('is the first day where nothing is expected from the beginning', () => {
    expect(callsOf(() => -Infinity, [-5, 0], FOLLOW_UP, OPEN)).toEqual([0, 0]);
    expect(callsOf((day) => (day < 3 ? Infinity : 0), [0], FOLLOW_UP, OPEN)).toEqual([3]);
  });
});

describe('the levels at which a rule is tried', () => {
  const values = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 1, maxLength: 3_000 });

  test('rise, are each there once, and are values that were seen', () => {
    fc.assert(
      fc.property(values, (atReturn) => {
        const found = levelsOf(atReturn);
        expect(found).toEqual([...new Set(found)].toSorted((one, other) => one - other));
        expect(found.length).toBeLessThanOrEqual(64);
        for (const level of found) expect(atReturn).toContain(level);
      }),
    );
  });

  test('call late from one in a thousand of those who return to nearly all', () => {
    const atReturn = Array.from({ length: 10_000 }, (_, n) => n);
    const shares = levelsOf(atReturn).map((level) => atReturn.filter((one) => one <= level).length / 10_000);
    expect(shares).toHaveLength(64);
    expect(shares[0]).toBeCloseTo(0.001, 3);
    expect(shares.at(-1)).toBeCloseTo(0.98, 3);
    // No share is so far from the next that a wanted one lies alone between them.
    for (const [n, share] of shares.slice(1).entries()) expect(share / (shares[n] ?? NaN)).toBeLessThan(1.2);
  });

  test('do not depend on the order, and are one where there is one value', () => {
    expect(levelsOf([3, 1, 2])).toEqual(levelsOf([2, 3, 1]));
    expect(levelsOf([7, 7, 7])).toEqual([7]);
  });
});
