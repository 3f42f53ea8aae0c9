import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../../../domain/ledger/ledger.ts';
import { chanceAlive, chanceOfReturn, outlook } from '../../../domain/silence/outlook.ts';
import type { Rhythm } from '../../../domain/silence/rhythm.ts';
import { silenceLimits } from '../../../domain/silence/silence-limits.ts';
import { DEFAULT_SILENCE, type SilenceModel } from '../../../domain/silence/silence-model.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const RHYTHM: Rhythm = {
  fittedAt: NOON,
  customers: 2_357,
  repeaters: 946,
  // As published for CDNOW, times in weeks.
  fit: {
    by: 'mbg-nbd',
    parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
    overdue: 0.5,
    lapsed: 0.2,
  },
  firstGap: { overdueDays: 60, lapsedDays: 150, gaps: 900 },
  floorDays: 7,
  capDays: 365,
  spend: null,
  meanOrder: 3_500,
};
const MODEL: SilenceModel = { ...DEFAULT_SILENCE, version: 2, rhythm: RHYTHM };

function bought(...daysAgo: readonly number[]): Ledger {
  return daysAgo.reduce(
    (ledger, days) => addPurchase(ledger, { at: NOON - days * DAY, amount: 1_000 }, UNKNOWN_ORDER, UTC)[0],
    EMPTY_LEDGER,
  );
}

function limitsOf(ledger: Ledger, model = MODEL) {
  const limits = silenceLimits(ledger, model, null);
  if (limits === null) throw new Error('nothing was bought');
  return limits;
}

describe('when silence means something', () => {
  test('somebody who bought once, or twice, is measured by how long others took to come back', () => {
    const limits = limitsOf(bought(0));
    expect(limits).toMatchObject({ by: 'first-gap', overdueAt: NOON + 60 * DAY, lapsedAt: NOON + 150 * DAY });
    expect(limitsOf(bought(0, 30)).by).toBe('first-gap');
  });

  test('somebody with a rhythm is measured by it: the quick are missed sooner than the slow', () => {
    const [quick, slow] = [limitsOf(bought(0, 7, 14, 21)), limitsOf(bought(0, 60, 120, 180))];
    expect([quick.by, slow.by]).toEqual(['rhythm', 'rhythm']);
    expect(quick.overdueAt).toBeLessThan(slow.overdueAt);
    expect(quick.lapsedAt).toBeLessThan(slow.lapsedAt);
  });

  test('at that instant the chance of still being a customer is what the stage says, to the hour', () => {
    const ledger = bought(0, 40, 70, 110, 150);
    const limits = limitsOf(ledger);
    expect(chanceAlive({ ledger, limits, asOf: limits.overdueAt }, MODEL)).toBeCloseTo(0.5, 3);
    expect(chanceAlive({ ledger, limits, asOf: limits.lapsedAt }, MODEL)).toBeCloseTo(0.2, 3);
  });

  test('several orders of one day are one purchase, and a whole number of hours is added', () => {
    const twice = addPurchase(bought(0, 40, 70), { at: NOON - 40 * DAY + HOUR, amount: 5 }, UNKNOWN_ORDER, UTC)[0];
    expect(limitsOf(twice)).toEqual(limitsOf(bought(0, 40, 70)));
    expect((limitsOf(twice).overdueAt - NOON) % HOUR).toBe(0);
  });

  test('without a fit it is fixed days, whatever the rhythm', () => {
    const limits = limitsOf(bought(0, 7, 14), DEFAULT_SILENCE);
    expect(limits).toMatchObject({ by: 'fixed', overdueAt: NOON + 90 * DAY, lapsedAt: NOON + 180 * DAY });
    expect(limitsOf(bought(0), { ...MODEL, rhythm: { ...RHYTHM, firstGap: null } }).by).toBe('fixed');
  });

  test('what has been computed is kept until a purchase or another model comes', () => {
    const ledger = bought(0, 7, 14);
    const known = { ...limitsOf(ledger), overdueAt: 42 };
    expect(silenceLimits(ledger, MODEL, known)).toBe(known);
    expect(silenceLimits(ledger, { ...MODEL, version: 3 }, known)?.overdueAt).not.toBe(42);
    expect(silenceLimits(bought(0, 7, 14, 30), MODEL, known)?.overdueAt).not.toBe(42);
  });
});

test('overdue always comes before lapsed, and neither leaves floor and cap', () => {
  const parameter = fc.double({ min: 0.01, max: 50, noNaN: true });
  const fit = fc.oneof(
    fc.record({ r: parameter, alpha: parameter, a: parameter, b: parameter }).map((parameters) => {
      return { by: 'mbg-nbd' as const, parameters, overdue: 0.5, lapsed: 0.2 };
    }),
    fc.record({ r: parameter, alpha: parameter }).map((parameters) => {
      return { by: 'gamma-poisson' as const, parameters, overdue: 0.9, lapsed: 0.98 };
    }),
  );
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fit, days, (given, ago) => {
      const ledger = bought(...ago);
      const limits = limitsOf(ledger, { ...MODEL, rhythm: { ...RHYTHM, fit: given } });
      const last = limits.from.lastPurchaseAt;
      expect(limits.overdueAt).toBeGreaterThanOrEqual(last + 7 * DAY);
      expect(limits.lapsedAt).toBeGreaterThan(limits.overdueAt);
      expect(limits.lapsedAt).toBeLessThanOrEqual(last + 365 * DAY);
    }),
  );
});

describe('the outlook', () => {
  const lately = { orders: 4, revenue: 4_000, days: 365 };

  test('falls as silence grows, and so does the chance of a return', () => {
    const ledger = bought(0, 20, 40, 60);
    const limits = limitsOf(ledger);
    const at = (days: number) => ({ ledger, limits, asOf: NOON + days * DAY });
    const chances = [0, 30, 90, 180].map((days) => chanceOfReturn(at(days), MODEL) ?? NaN);
    const expected = [0, 30, 90, 180].map((days) => outlook(at(days), MODEL, lately, 90).purchases);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    expect(expected).toEqual(expected.toSorted((a, b) => b - a));
    expect(chances.every((chance) => chance > 0 && chance < 1)).toBe(true);
  });

  test('of customers who never leave is their own pace, drawn towards that of the base', () => {
    const [r, alpha] = [2, 10];
    const forEver = { by: 'gamma-poisson', parameters: { r, alpha }, overdue: 0.9, lapsed: 0.98 } as const;
    const model = { ...MODEL, rhythm: { ...RHYTHM, fit: forEver } };
    const ledger = bought(0, 35, 70);
    const limits = limitsOf(ledger, model);
    const at = (weeks: number) => ({ ledger, limits, asOf: NOON + weeks * 7 * DAY });
    // Two returns within ten weeks, and then silence.
    for (const weeks of [0, 5, 40]) {
      const pace = (r + 2) / (alpha + 10 + weeks);
      expect(outlook(at(weeks), model, lately, 70).purchases).toBeCloseTo(10 * pace, 10);
      const none = ((alpha + 10 + weeks) / (alpha + 10 + weeks + 90 / 7)) ** (r + 2);
      expect(chanceOfReturn(at(weeks), model)).toBeCloseTo(1 - none, 10);
    }
    expect(chanceAlive(at(40), model)).toBeNull();
  });

  test('knows no chances where no model is in force, or nothing was bought', () => {
    const ledger = bought(0, 20, 40);
    const observed = { ledger, limits: limitsOf(ledger), asOf: NOON };
    const nobody = { ledger: EMPTY_LEDGER, limits: null, asOf: NOON };
    const chances = (of: typeof nobody | typeof observed, model: SilenceModel) => [
      chanceOfReturn(of, model),
      chanceAlive(of, model),
    ];
    expect([...chances(observed, DEFAULT_SILENCE), ...chances(nobody, MODEL)]).toEqual([null, null, null, null]);
  });

  test('draws what few orders were worth towards the mean of the base', () => {
    const ledger = bought(0);
    const found = outlook({ ledger, limits: limitsOf(ledger), asOf: NOON }, MODEL, lately, 90);
    const worth = found.revenue / found.purchases;
    expect(worth).toBeGreaterThan(1_000);
    expect(worth).toBeLessThan(3_500);
  });

  test('is as much as lately where no model is in force', () => {
    const ledger = bought(0);
    const found = outlook({ ledger, limits: limitsOf(ledger), asOf: NOON }, DEFAULT_SILENCE, lately, 73);
    expect(found).toEqual({ purchases: 0.8, revenue: 800, by: 'pace' });
    expect(outlook({ ledger: EMPTY_LEDGER, limits: null, asOf: NOON }, MODEL, lately, 90).revenue).toBe(0);
  });
});
