import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../../../domain/ledger/ledger.ts';
import { addSignal, NO_SIGNALS, pruneSignals, signalsBetween } from '../../../domain/ledger/signals.ts';
import { DEFAULT_TRAJECTORY, trajectoryOf, type Trajectory } from '../../../domain/scoring/trajectory.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, utcDay, type Instant } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const RULES = DEFAULT_TRAJECTORY;

function bought(daysAgo: readonly number[], amount = 1_000): Ledger {
  return daysAgo.reduce(
    (ledger, days) => addPurchase(ledger, { at: NOON - days * DAY, amount }, UNKNOWN_ORDER, UTC)[0],
    EMPTY_LEDGER,
  );
}

function reading(ledger: Ledger, now: Instant = NOON, signals = NO_SIGNALS): Trajectory | undefined {
  return trajectoryOf({ ledger, signals }, RULES, now, UTC)?.is;
}

const every = (days: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / days) }, (_, index) => from + index * days);

describe('where a customer is heading', () => {
  test('nobody without an action is heading anywhere', () => {
    expect(trajectoryOf({ ledger: EMPTY_LEDGER, signals: NO_SIGNALS }, RULES, NOON, UTC)).toBeNull();
  });

  test('whoever has been known for less than two periods is new', () => {
    expect(reading(bought([2, 20, 100]))).toBe('new');
    expect(reading(bought([2, 20, 100, 140]))).not.toBe('new');
  });

  test('an even rhythm is steady', () => {
    expect(reading(bought(every(7, 3, 400)))).toBe('steady');
  });

  test('buying twice as often grows, half as often declines', () => {
    expect(reading(bought([...every(7, 3, 63), ...every(14, 63, 400)]))).toBe('growing');
    expect(reading(bought([...every(21, 3, 63), ...every(7, 63, 400)]))).toBe('declining');
  });

  test('so does spending twice as much on as many orders', () => {
    const dearer = every(7, 3, 63).reduce(
      (ledger, days) => addPurchase(ledger, { at: NOON - days * DAY, amount: 4_000 }, UNKNOWN_ORDER, UTC)[0],
      bought(every(7, 66, 400)),
    );
    expect(reading(dearer)).toBe('growing');
  });

  test('whoever has bought nothing in both periods declines', () => {
    expect(reading(bought([200, 300]))).toBe('declining');
  });

  test('signs of life weigh in beside orders', () => {
    const ledger = bought(every(7, 3, 400));
    const signals = every(1, 1, 63).reduce((all, days) => addSignal(all, NOON - days * DAY, UTC), NO_SIGNALS);
    const [without, withThem] = [NO_SIGNALS, signals].map((given) =>
      trajectoryOf({ ledger, signals: given }, RULES, NOON, UTC),
    );
    expect(withThem?.change).toBeGreaterThan(without?.change ?? Infinity);
    expect(withThem?.engagement.recent).toBeGreaterThan(50);
  });
});

test('hysteresis takes away a good part of the changes', () => {
  const changes = (ledger: Ledger, hysteresis: number) => {
    const weeks = Array.from({ length: 26 }, (_, week) => {
      return trajectoryOf({ ledger, signals: NO_SIGNALS }, { ...RULES, hysteresis }, NOON + week * 7 * DAY, UTC)?.is;
    });
    return weeks.filter((one, index) => index > 0 && one !== weeks[index - 1]).length;
  };
  const days = fc.uniqueArray(fc.integer({ min: -180, max: 500 }), { minLength: 20, maxLength: 60 });
  const lives = fc.sample(days, { numRuns: 150, seed: 7 }).map((ago) => bought(ago));
  const total = (hysteresis: number) => lives.reduce((sum, ledger) => sum + changes(ledger, hysteresis), 0);
  expect(total(RULES.hysteresis)).toBeLessThan(0.8 * total(0));
});

test('it is read at week boundaries only, so that it changes at most once a week', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 6 }), (ago, later) => {
      const start = Math.ceil(utcDay(NOON) / 7) * 7 * DAY;
      expect(reading(bought(ago), start + later * DAY)).toBe(reading(bought(ago), start));
    }),
  );
});

test('signals are counted by week, in any order, for a little over a year', () => {
  const counted = (all: readonly Instant[]) => all.reduce((sum, at) => addSignal(sum, at, UTC), NO_SIGNALS);
  const instants = [400, 3, 3, 10, 80].map((days) => NOON - days * DAY);
  const signals = counted(instants);
  expect(counted(instants.toReversed())).toEqual(signals);
  expect(signalsBetween(pruneSignals(signals, NOON, UTC), 0, utcDay(NOON) + 7)).toBe(4);
});
