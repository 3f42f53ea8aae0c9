import fc from 'fast-check';
import { UTC } from '../../../domain/time-zone.ts';
import { describe, expect, test } from 'vitest';
import { outlookAt, valueAtStake } from '../../../domain/silence/figures.ts';
import { addPurchase, EMPTY_LEDGER, summedUp, UNKNOWN_ORDER, type Ledger } from '../../../domain/ledger/ledger.ts';
import { DEFAULT_SCORING } from '../../../domain/scoring/model.ts';
import { chanceAlive } from '../../../domain/silence/outlook.ts';
import type { Rhythm } from '../../../domain/silence/rhythm.ts';
import { silenceLimits } from '../../../domain/silence/silence-limits.ts';
import { DEFAULT_SILENCE } from '../../../domain/silence/silence-model.ts';
import { totalsOf } from '../../../domain/ledger/totals.ts';
import { DEFAULT_TRAJECTORY, trajectoryOf } from '../../../domain/scoring/trajectory.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import { aKey, aPlaybook, NOON } from '../../builders.ts';

const RHYTHM: Rhythm = {
  fittedAt: NOON,
  customers: 2_357,
  repeaters: 946,
  // As published for CDNOW, times in weeks.
  fit: { by: 'mbg-nbd', parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, overdue: 0.5, lapsed: 0.2 },
  firstGap: { overdueDays: 60, lapsedDays: 150, gaps: 900 },
  floorDays: 7,
  capDays: 365,
  spend: null,
  meanOrder: 1_000,
};
const FITTED = aPlaybook([], { silence: { ...DEFAULT_SILENCE, version: 2, rhythm: RHYTHM } });

/** Known by a summary whose last action was at noon, and by purchases so many days after it. */
function known(actions: number, monetary: number, ...daysAfter: readonly number[]): Ledger {
  const summary = { key: aKey('s-1'), at: NOON, actions, lastActionAt: NOON, monetary };
  return daysAfter.reduce(
    (ledger, days) => addPurchase(ledger, { at: NOON + days * DAY, amount: 1_000 }, UNKNOWN_ORDER, UTC)[0],
    summedUp(summary, UTC),
  );
}

function bought(...daysAgo: readonly number[]): Ledger {
  return daysAgo.reduce(
    (ledger, days) => addPurchase(ledger, { at: NOON - days * DAY, amount: 1_000 }, UNKNOWN_ORDER, UTC)[0],
    EMPTY_LEDGER,
  );
}

function stateOf(ledger: Ledger, playbook: Playbook, asOf: Instant = NOON) {
  return { ledger, limits: silenceLimits(ledger, playbook.silence, null), engagedAt: null, asOf };
}

function worthOfPurchase(ledger: Ledger, playbook: Playbook): number {
  const { purchases, revenue } = outlookAt(stateOf(ledger, playbook), playbook, NOON);
  return revenue / purchases;
}

describe('a summary of many actions is many purchases', () => {
  test('forty actions for 4,000.00 are worth some 100.00 each, and not 1,340.00', () => {
    expect(worthOfPurchase(known(40, 400_000), FITTED)).toBeCloseTo((400_000 + 2 * 1_000) / 42, -2);
    const spend = { p: 6.25, q: 3.74, v: 1_544 };
    const fitted = aPlaybook([], { silence: { ...FITTED.silence, rhythm: { ...RHYTHM, spend } } });
    expect(worthOfPurchase(known(40, 400_000), fitted)).toBeGreaterThan(9_500);
    expect(worthOfPurchase(known(40, 400_000), fitted)).toBeLessThan(10_500);
  });

  test('whatever the figures, a purchase is worth between the own mean and that of the base', () => {
    const figures = fc.record({
      actions: fc.integer({ min: 1, max: 500 }),
      mean: fc.integer({ min: 1_000, max: 100_000 }),
      later: fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(figures, ({ actions, mean, later }) => {
        const state = stateOf(known(actions, actions * mean, ...later), FITTED, NOON + 300 * DAY);
        const { purchases, revenue } = outlookAt(state, FITTED, state.asOf);
        // Whole minor units hide the worth of very few purchases.
        fc.pre(purchases > 0.05);
        expect(revenue / purchases).toBeLessThanOrEqual(mean + 50);
        expect(revenue / purchases).toBeGreaterThanOrEqual(1_000 - 50);
      }),
    );
  });

  test('is measured by fixed days until a rhythm shows: how long others took to a second purchase says nothing of her', () => {
    const limitsOf = (ledger: Ledger) => silenceLimits(ledger, FITTED.silence, null);
    expect(limitsOf(known(40, 400_000))).toMatchObject({ by: 'fixed', overdueAt: NOON + 90 * DAY });
    expect(limitsOf(known(40, 400_000, 10))).toMatchObject({ by: 'fixed', overdueAt: NOON + 100 * DAY });
    expect(limitsOf(known(40, 400_000, 10, 20))?.by).toBe('rhythm');
    expect(limitsOf(known(2, 4_000))?.by).toBe('first-gap');
    expect(limitsOf(known(2, 4_000, 10))?.by).toBe('fixed');
  });

  test('has not left with any of her purchases, so she is likelier than a newcomer to be a customer still', () => {
    const alive = (actions: number) => {
      const state = stateOf(known(actions, 1_000 * actions), FITTED, NOON + 60 * DAY);
      return chanceAlive(state, FITTED.silence) ?? NaN;
    };
    expect([1, 2, 5, 40].map(alive)).toEqual([1, 2, 5, 40].map(alive).toSorted((a, b) => a - b));
    expect(alive(40)).toBeGreaterThan(0.9);
  });

  test('counts as so many where frequency counts days, within the window and for life', () => {
    const byDays = { ...DEFAULT_SCORING, frequencyOf: 'days' as const };
    const frequency = (ledger: Ledger, windowDays: number | null, at: Instant) =>
      totalsOf(ledger, { engagedAt: null }, { ...byDays, windowDays }, at)?.frequency;
    expect(frequency(known(40, 400_000, 3, 5), 365, NOON + 9 * DAY)).toBe(42);
    expect(frequency(known(40, 400_000, 3, 5), null, NOON + 9 * DAY)).toBe(42);
    expect(frequency(known(40, 400_000, 300), 100, NOON + 300 * DAY)).toBe(1);
  });

  test('heads nowhere before two periods have dates, and then by those alone', () => {
    const is = (ledger: Ledger, days: number) =>
      trajectoryOf({ ledger, signals: [] }, DEFAULT_TRAJECTORY, NOON + days * DAY, UTC)?.is;
    const weekly = Array.from({ length: 60 }, (_, n) => 7 * (n + 1));
    for (let days = 0; days <= 126; days += 1) expect(is(known(40, 400_000), days)).toBe('new');
    expect(is(known(40, 400_000), 140)).toBe('declining');
    for (let days = 150; days <= 420; days += 7) expect(is(known(400, 400_000, ...weekly), days)).toBe('steady');
  });

  test('is no pace of forty purchases a quarter where there is no window', () => {
    const lifelong = aPlaybook([], { scoring: { ...DEFAULT_SCORING, windowDays: null } });
    const { purchases } = outlookAt(stateOf(known(40, 400_000), lifelong), lifelong, NOON);
    expect(purchases).toBeCloseTo((40 * 90) / 365, 9);
  });
});

test('a summary of one action is that one purchase', () => {
  for (const playbook of [FITTED, aPlaybook()]) {
    const [one, other] = [stateOf(known(1, 1_000), playbook), stateOf(bought(0), playbook)];
    expect(one.limits).toEqual(other.limits);
    for (const days of [0, 30, 200, 400]) {
      expect(outlookAt(one, playbook, NOON + days * DAY)).toEqual(outlookAt(other, playbook, NOON + days * DAY));
      const readings = [one, other].map(({ ledger }) =>
        trajectoryOf({ ledger, signals: [] }, DEFAULT_TRAJECTORY, NOON + days * DAY, UTC),
      );
      expect(readings[0]).toEqual(readings[1]);
    }
  }
});

describe('the value at stake', () => {
  test('is what is expected as of the instant somebody falls silent, whenever it is asked for', () => {
    for (const playbook of [FITTED, aPlaybook()]) {
      const ledger = bought(0, 20, 40, 60);
      const limits = silenceLimits(ledger, playbook.silence, null);
      const at = limits?.overdueAt ?? NaN;
      const expected = outlookAt(stateOf(ledger, playbook), playbook, at).revenue;
      expect(expected).toBeGreaterThan(0);
      for (const days of [0, 1, 5]) {
        expect(valueAtStake(stateOf(ledger, playbook, NOON + days * DAY), playbook)).toBe(expected);
      }
    }
  });

  test('is nothing where no stage of silence can follow', () => {
    const ledger = bought(400);
    expect(valueAtStake(stateOf(ledger, FITTED), FITTED)).toBe(0);
    expect(valueAtStake(stateOf(EMPTY_LEDGER, FITTED), FITTED)).toBe(0);
  });
});

test('without a summary and a window, the pace is that of the life since the first purchase, and of a quarter at least', () => {
  const playbook = aPlaybook([], { scoring: { ...DEFAULT_SCORING, windowDays: null } });
  const pace = (ledger: Ledger) => outlookAt(stateOf(ledger, playbook), playbook, NOON);
  expect(pace(bought(0, 180))).toEqual({ purchases: 1, revenue: 1_000, by: 'pace' });
  expect(pace(bought(0, 10))).toEqual({ purchases: 2, revenue: 2_000, by: 'pace' });
  expect(pace(EMPTY_LEDGER)).toEqual({ purchases: 0, revenue: 0, by: 'pace' });
});
