import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buyingOf, groupBuying, summaryIn } from '../../../domain/rhythm/buying.ts';

const MONDAY = Date.UTC(2024, 0, 1) / 86_400_000;

describe('what the models know of a customer', () => {
  test('given days 0, 14 and 21, seen on day 35, it is two repeats within three weeks of five', () => {
    expect(buyingOf([0, 14, 21], 35)).toEqual({ x: 2, tx: 3, T: 5 });
  });

  test('given several orders on one day, they count once', () => {
    expect(buyingOf([7, 7, 7, 0, 0], 7)).toEqual({ x: 1, tx: 1, T: 1 });
  });

  test('given days after the end, they are not known yet', () => {
    expect(buyingOf([0, 7, 14], 13)).toEqual({ x: 1, tx: 1, T: 13 / 7 });
  });

  test('given nothing by the end, there is nothing to know', () => {
    expect(buyingOf([14], 13)).toBeNull();
    expect(buyingOf([], 13)).toBeNull();
    expect(summaryIn('week', [{ day: 14, amount: 1 }], 13)).toBeNull();
  });

  test('does not depend on the order of the days', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1 }), (days) => {
        expect(buyingOf(days.toReversed(), 400)).toEqual(buyingOf(days, 400));
        const ascending = days.toSorted((one, other) => one - other);
        expect(buyingOf([...ascending, ...days], 400)).toEqual(buyingOf(days, 400));
      }),
    );
  });
});

describe('by the week', () => {
  test('Sunday and Monday are in two weeks, Monday and Sunday after it in one', () => {
    const on = (...days: number[]) =>
      summaryIn(
        'week',
        days.map((day) => ({ day, amount: 1 })),
        MONDAY + 13,
      );
    expect(on(MONDAY - 1, MONDAY)).toMatchObject({ x: 1, tx: 1, T: 2 });
    expect(on(MONDAY, MONDAY + 6)).toMatchObject({ x: 0, tx: 0, T: 1 });
  });

  test('the first period is no repeat, and amounts of one period are one payment', () => {
    const purchases = [
      { day: MONDAY, amount: 100 },
      { day: MONDAY + 7, amount: 3 },
      { day: MONDAY + 8, amount: 4 },
      { day: MONDAY + 15, amount: 5 },
    ];
    expect(summaryIn('week', purchases, MONDAY + 20)).toEqual({ x: 2, tx: 2, T: 2, meanRepeatSpend: 6 });
    expect(summaryIn('day', purchases, MONDAY + 20)?.meanRepeatSpend).toBe(4);
  });
});

test('equal customers are counted together, in the same order whoever came first', () => {
  const [often, once] = [
    { x: 2, tx: 3, T: 5 },
    { x: 0, tx: 0, T: 5 },
  ];
  const expected = [
    { ...once, count: 1 },
    { ...often, count: 2 },
  ];
  expect(groupBuying([often, once, often])).toEqual(expected);
  expect(groupBuying([once, often, often])).toEqual(expected);
});
