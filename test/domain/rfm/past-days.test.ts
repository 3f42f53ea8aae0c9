import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPastDays, NO_PAST_DAYS, readPastDays } from '../../../domain/ledger/past-days.ts';

const day = fc.integer({ min: 0, max: 30_000 });
const changes = fc.array(fc.tuple(day, fc.integer({ min: -3, max: 5 })), { maxLength: 60 });

test('days and their orders are read as they were added, in any order and any parts; days with none are forgotten', () => {
  fc.assert(
    fc.property(changes, fc.nat(60), (added, cut) => {
      const sums = new Map<number, number>();
      for (const [at, orders] of added) sums.set(at, (sums.get(at) ?? 0) + orders);
      const expected = [...sums].filter(([, orders]) => orders !== 0).toSorted(([a], [b]) => a - b);
      const whole = addPastDays(NO_PAST_DAYS, added);
      expect(readPastDays(whole)).toEqual(expected);
      expect(addPastDays(addPastDays(NO_PAST_DAYS, added.slice(cut)), added.slice(0, cut))).toBe(whole);
    }),
  );
});

test('a day takes a few bytes', () => {
  const tenYears = Array.from({ length: 3_650 }, (_, index) => [17_000 + index, 1] as const);
  expect(addPastDays(NO_PAST_DAYS, tenYears).length).toBeLessThan(8_000);
});
