import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  at,
  delayWith,
  levelWith,
  placeOf,
  placeOfShare,
  sharesOf,
  Trade,
  tradeCurve,
  type Judged,
} from '../../../domain/backtest/trade.ts';

const FOLLOW_UP = 100;
const LEVELS = [-90, -60, -30, -10];

/** Calls at four levels, from the latest to the earliest, in quarters of days, which small numbers hold exactly. */
const calls = fc
  .array(
    fc.nat(4 * FOLLOW_UP).map((quarters) => quarters / 4),
    { minLength: 4, maxLength: 4 },
  )
  .map((days) => days.toSorted((one, other) => other - one));
const judged: fc.Arbitrary<readonly Judged[]> = fc.array(
  fc.record({
    customer: fc.nat(6),
    gap: fc.option(fc.integer({ min: 1, max: FOLLOW_UP }), { freq: 2 }),
    calledAfter: calls,
  }),
  { maxLength: 40 },
);

function tradeOf(silences: readonly Judged[], levels = LEVELS): Trade {
  const trade = new Trade(levels, FOLLOW_UP);
  for (const one of silences) trade.add(one);
  return trade;
}

function naive(silences: readonly Judged[]) {
  const gone = silences.filter(({ gap }) => gap === null);
  const count = (level: number, some: readonly Judged[], isCalled: (days: number, one: Judged) => boolean) =>
    some.filter((one) => isCalled(one.calledAfter[level] ?? NaN, one)).length;
  const places = LEVELS.map((_, level) => level);
  return {
    falseAlarms: places.map((level) => count(level, silences, (days, { gap }) => gap !== null && days < gap)),
    found: places.map((level) => count(level, gone, (days) => days < FOLLOW_UP)),
    delay: places.map((level) => gone.reduce((sum, { calledAfter }) => sum + (calledAfter[level] ?? NaN), 0)),
    gone: gone.length,
    returned: silences.length - gone.length,
  };
}

function plain({ falseAlarms, found, delay, gone, returned }: ReturnType<Trade['sums']>) {
  return { falseAlarms: [...falseAlarms], found: [...found], delay: [...delay], gone, returned };
}

describe('the sums of a trade', () => {
  test('are what a list of the silences says', () => {
    fc.assert(
      fc.property(judged, (silences) => {
        expect(plain(tradeOf(silences).sums())).toEqual(naive(silences));
        expect(tradeOf(silences).customers).toBe(new Set(silences.map(({ customer }) => customer)).size);
      }),
    );
  });

  test('with weights are those of a base in which each customer is there so often', () => {
    fc.assert(
      fc.property(judged, fc.array(fc.nat(4), { minLength: 7, maxLength: 7 }), (silences, weights) => {
        const inOrder = [...new Set(silences.map(({ customer }) => customer))];
        const repeated = silences.flatMap((one) =>
          Array.from({ length: weights[inOrder.indexOf(one.customer)] ?? 0 }, () => one),
        );
        expect(plain(tradeOf(silences).sums(Uint8Array.from(weights)))).toEqual(naive(repeated));
      }),
    );
  });

  test('have an example: a call on the day of the purchase is none, and neither is one at the end of the follow-up', () => {
    const sums = tradeOf([
      { customer: 0, gap: 30, calledAfter: [90, 60, 30, 10] },
      { customer: 0, gap: null, calledAfter: [100, 60, 30, 10] },
      { customer: 1, gap: 61, calledAfter: [90, 60, 30, 10] },
    ]).sums();
    expect(plain(sums)).toEqual({
      falseAlarms: [0, 1, 1, 2],
      found: [0, 1, 1, 1],
      delay: [100, 60, 30, 10],
      gone: 1,
      returned: 2,
    });
  });
});

describe('a place between two levels', () => {
  test.each([
    [-1, 0],
    [0, 0],
    [5, 0.5],
    [10, 2],
    [15, 2.25],
    [30, 3],
    [99, 3],
  ])('where false alarms are 0, 10, 10 and 30, %d of them are at %d', (wanted, place) => {
    expect(placeOf({ falseAlarms: Float64Array.of(0, 10, 10, 30) }, wanted)).toBe(place);
  });

  test('is the one at which as many false alarms are found again', () => {
    const rising = fc
      .uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 30 })
      .map((some) => Float64Array.from(some.toSorted((one, other) => one - other)));
    fc.assert(
      fc.property(rising, fc.nat(1_000), (falseAlarms, wanted) => {
        const [low, high] = [falseAlarms.at(0) ?? NaN, falseAlarms.at(-1) ?? NaN];
        const found = at(falseAlarms, placeOf({ falseAlarms }, wanted));
        expect(found).toBeCloseTo(Math.min(Math.max(wanted, low), high), 8);
      }),
    );
  });

  test('has the value on the line between the values at the levels', () => {
    expect([0, 0.25, 1, 1.5, 2].map((place) => at([4, 8, 20], place))).toEqual([4, 5, 8, 14, 20]);
    expect(at([], 0)).toBeNaN();
  });

  test('without any level, or with one, is the first', () => {
    expect(placeOf({ falseAlarms: new Float64Array() }, 3)).toBe(0);
    expect(placeOf({ falseAlarms: Float64Array.of(7) }, 3)).toBe(0);
    expect(placeOf({ falseAlarms: Float64Array.of(7) }, 9)).toBe(0);
  });
});

describe('the delay with so many false alarms', () => {
  test('is on the line between two levels', () => {
    const sums = {
      falseAlarms: Float64Array.of(4, 8),
      found: Float64Array.of(2, 5),
      delay: Float64Array.of(300, 200),
      gone: 5,
      returned: 9,
    };
    expect([0, 4, 6, 8, 20].map((falseAlarms) => delayWith(sums, falseAlarms))).toEqual([300, 300, 250, 200, 200]);
  });

  test('does not grow with false alarms', () => {
    fc.assert(
      fc.property(judged, fc.nat(40), fc.nat(40), (silences, one, other) => {
        const all = tradeOf(silences).sums();
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        expect(delayWith(all, many)).toBeLessThanOrEqual(delayWith(all, few));
      }),
    );
  });
});

/** As many silences of each kind, each called at these levels and earlier ones. */
function called(counts: readonly { readonly gone: number; readonly returned: number }[]): Trade {
  const trade = new Trade(LEVELS, FOLLOW_UP);
  for (const [first, { gone, returned }] of counts.entries()) {
    const calledAfter = LEVELS.map((level, place) => (place >= first ? -level : FOLLOW_UP));
    for (let n = 0; n < gone; n += 1) trade.add({ customer: first, gap: null, calledAfter });
    for (let n = 0; n < returned; n += 1) trade.add({ customer: first, gap: FOLLOW_UP, calledAfter });
  }
  return trade;
}

describe('the share of false alarms', () => {
  const trade = called([
    { gone: 0, returned: 0 },
    { gone: 9, returned: 1 },
    { gone: 6, returned: 4 },
    { gone: 5, returned: 15 },
  ]);

  test('is that of those who came back among all who were called, and 0 where nobody is', () => {
    expect(sharesOf(trade.sums())).toEqual([0, 0.1, 0.25, 0.5]);
  });

  test('finds the level that makes it', () => {
    expect(placeOfShare(trade.sums(), 0.25)).toBe(2);
    expect([0.1, 0.175, 0.25, 0.375].map((share) => levelWith(trade, share))).toEqual([-60, -45, -30, -20]);
    expect([levelWith(trade, 0), levelWith(trade, 0.9)]).toEqual([-90, -10]);
  });

  test('is in the curve with days until the gone are called, and calls, of a thousand silences', () => {
    expect(tradeCurve(trade)).toEqual({
      gone: 500,
      points: [
        { level: -90, share: 0, days: 100, calls: 0 },
        { level: -60, share: 0.1, days: (9 * 60 + 11 * 100) / 20, calls: 250 },
        { level: -30, share: 0.25, days: (15 * 30 + 5 * 100) / 20, calls: 500 },
        { level: -10, share: 0.5, days: 10, calls: 1_000 },
      ],
    });
  });

  test('of nothing is 0 at each level', () => {
    const points = LEVELS.map((level) => ({ level, share: 0, days: 0, calls: 0 }));
    expect(tradeCurve(new Trade(LEVELS, FOLLOW_UP))).toEqual({ gone: 0, points });
  });
});
