import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPurchase, pruneLedger, summedUp, UNKNOWN_ORDER, type Ledger } from '../../../domain/ledger/ledger.ts';
import { chanceOfReturn } from '../../../domain/silence/outlook.ts';
import { earlierLevels } from '../../../domain/silence/rhythm.ts';
import { expectationOf } from '../../../domain/silence/rules/index.ts';
import { silenceLimits } from '../../../domain/silence/silence-limits.ts';
import type { SilenceRule } from '../../../domain/silence/silence-rule.ts';
import { spellOf } from '../../../domain/silence/spell-of-ledger.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, HOUR, type Instant } from '../../../domain/time.ts';
import { aKey, NOON } from '../../builders.ts';
import { beside, bought, HAZARD, limitsOf, modelWith, RETURNS } from './models.ts';
import { between, hazards, leaving } from './spells.ts';

/** What the rule expects at an instant, of what the limits were computed from. */
function expectedAt(ledger: Ledger, rule: SilenceRule, limits: ReturnType<typeof limitsOf>, at: Instant): number {
  const expectation = expectationOf(rule.learned, spellOf(limits.from, ledger), rule.capDays);
  return expectation((at - limits.from.lastPurchaseAt) / DAY);
}

describe('limits by a rule', () => {
  test('are the instants at which as little is expected, to the hour, from the second purchase day on', () => {
    for (const rule of [RETURNS, HAZARD]) {
      const ledger = bought(0, 45);
      const limits = limitsOf(ledger, modelWith(rule));
      expect(limits.by).toBe('rhythm');
      for (const [at, level] of [
        [limits.overdueAt, rule.levels.overdue],
        [limits.lapsedAt, rule.levels.lapsed],
      ] as const) {
        expect((at - NOON) % HOUR).toBe(0);
        expect(expectedAt(ledger, rule, limits, at - HOUR)).toBeGreaterThan(level);
        expect(expectedAt(ledger, rule, limits, at + HOUR)).toBeLessThan(level);
      }
    }
  });

  test('are a first gap for whoever bought once, and fixed days where none is known', () => {
    expect(limitsOf(bought(0), modelWith(RETURNS))).toMatchObject({ by: 'first-gap', overdueAt: NOON + 60 * DAY });
    const unknown = modelWith(RETURNS, { rhythm: null });
    expect(limitsOf(bought(0), unknown)).toMatchObject({ by: 'fixed', overdueAt: NOON + 90 * DAY });
    expect(limitsOf(bought(0, 30), unknown).by).toBe('rhythm');
  });

  test('are so many days for everybody where the rule is fixed days', () => {
    const fixed = { ...RETURNS, learned: { by: 'fixed' }, levels: { overdue: -75, lapsed: -140.5 } } as const;
    const limits = limitsOf(bought(0, 9, 44), modelWith(fixed));
    expect(limits).toMatchObject({ by: 'fixed', overdueAt: NOON + 75 * DAY, lapsedAt: NOON + 140.5 * DAY });
  });

  test('are fixed days where it was said that there is no rule', () => {
    const limits = limitsOf(bought(0, 30, 60, 90), modelWith(null));
    expect(limits).toMatchObject({ by: 'fixed', overdueAt: NOON + 90 * DAY, lapsedAt: NOON + 180 * DAY });
  });

  test('of a summary alone are fixed days, and with later purchases count its actions', () => {
    const summary = {
      key: aKey('s-1'),
      at: NOON - 60 * DAY,
      actions: 5,
      lastActionAt: NOON - 60 * DAY,
      monetary: 9_000,
    };
    const stated = summedUp(summary, UTC);
    expect(limitsOf(stated, modelWith(RETURNS))).toMatchObject({ by: 'fixed', from: { x: 0, undated: 4 } });
    const later = addPurchase(stated, { at: NOON, amount: 1_000 }, UNKNOWN_ORDER, UTC)[0];
    const limits = limitsOf(later, modelWith(RETURNS));
    expect(limits).toMatchObject({ by: 'rhythm', from: { x: 1, undated: 4 } });
    expect(limits.overdueAt).toBeGreaterThan(limitsOf(bought(0, 60), modelWith(RETURNS)).overdueAt);
  });

  test('leave neither floor nor cap, and overdue always comes a day before lapsed', () => {
    const rules = fc.oneof(
      leaving.map((fit) => ({ by: 'alive', fit }) as const),
      leaving.map((fit) => ({ by: 'returns', fit }) as const),
      leaving.map((fit) => ({ by: 'worth', fit }) as const),
      leaving.map((fit) => ({ by: 'gap', fit }) as const),
      hazards.map((hazard) => ({ by: 'hazard', hazard }) as const),
    );
    const ago = fc.uniqueArray(fc.integer({ min: 0, max: 1_500 }), { minLength: 2, maxLength: 20 });
    const engaged = fc.option(fc.integer({ min: 0, max: 500 }));
    fc.assert(
      fc.property(rules, ago, engaged, between(0.01, 0.9), (learned, days, sign, overdue) => {
        const ledger = bought(...days);
        const rule = { ...RETURNS, learned, levels: { overdue, lapsed: overdue / 2 } };
        const last = NOON - Math.min(...days) * DAY;
        const told = beside(sign === null ? null : last + sign * DAY, last + 500 * DAY);
        const limits = limitsOf(ledger, modelWith(rule), told);
        expect(limits.overdueAt).toBeGreaterThanOrEqual(last + 7 * DAY);
        expect(limits.lapsedAt).toBeGreaterThanOrEqual(limits.overdueAt + DAY);
        expect(limits.lapsedAt).toBeLessThanOrEqual(last + 365 * DAY);
        expect([(limits.overdueAt - last) % HOUR, (limits.lapsedAt - last) % HOUR]).toEqual([0, 0]);
      }),
    );
  });
});

describe('the chance of a purchase within 90 days', () => {
  const knots = [
    [0, 0.05],
    [1, 0.85],
  ] as const;
  const measured = { ...RETURNS, calibration: knots };

  test('is what was measured for what the rule expects', () => {
    const ledger = bought(0, 45);
    const limits = limitsOf(ledger, modelWith(measured));
    for (const days of [0, 30, 500]) {
      const asOf = NOON + days * DAY;
      const expected = 0.05 + 0.8 * expectedAt(ledger, measured, limits, asOf);
      expect(chanceOfReturn({ ledger, limits, asOf }, modelWith(measured))).toBeCloseTo(expected, 10);
    }
  });

  test('is that of the model where nothing was measured, and for whoever bought once', () => {
    for (const [ledger, rule] of [
      [bought(0, 45), RETURNS],
      [bought(0), measured],
    ] as const) {
      const observed = { ledger, limits: limitsOf(ledger, modelWith(rule)), asOf: NOON + DAY };
      expect(chanceOfReturn(observed, modelWith(rule))).toBe(chanceOfReturn(observed, modelWith(null)));
      expect(chanceOfReturn(observed, modelWith(rule, { rhythm: null }))).toBeNull();
    }
  });
});

test('a model of an earlier version has its levels, or those that were the default', () => {
  const fit = { by: 'mbg-nbd', parameters: { r: 1, alpha: 1, a: 1, b: 1 } } as const;
  expect(earlierLevels(fit)).toEqual({ overdue: 0.5, lapsed: 0.2 });
  expect(earlierLevels({ ...fit, overdue: 0.4, lapsed: 0.1 })).toEqual({ overdue: 0.4, lapsed: 0.1 });
  expect(earlierLevels({ by: 'gamma-poisson', parameters: fit.parameters })).toEqual({ overdue: 0.9, lapsed: 0.98 });
});

describe('what limits were computed from', () => {
  test('has spend and a sign of life only where the rule asks', () => {
    const told = beside(NOON + 9.9 * DAY, NOON + 10 * DAY);
    expect(limitsOf(bought(0, 45), modelWith(RETURNS), told).from).toEqual({
      lastPurchaseAt: NOON,
      x: 1,
      span: 45,
      model: 2,
    });
    expect(limitsOf(bought(0, 45), modelWith(HAZARD), told).from).toEqual({
      lastPurchaseAt: NOON,
      x: 1,
      span: 45,
      spend: Number(Math.log(1_000 / 1_450).toFixed(3)),
      sign: 9,
      model: 2,
    });
  });

  test('has no sign of life from before the last purchase', () => {
    const before = beside(NOON - DAY, NOON);
    expect(limitsOf(bought(0, 45), modelWith(HAZARD), before).from).not.toHaveProperty('sign');
    expect(limitsOf(bought(0, 45), modelWith(HAZARD), beside(NOON, NOON)).from).not.toHaveProperty('sign');
  });

  test('is kept, with the limits, while nothing changes, and told apart by anything that does', () => {
    const ledger = bought(0, 45);
    const told = beside(NOON + 5 * DAY, NOON + 10 * DAY);
    const known = { ...limitsOf(ledger, modelWith(HAZARD), told), overdueAt: 42 };
    expect(silenceLimits(ledger, modelWith(HAZARD), known, { ...told, at: NOON + 300 * DAY })).toBe(known);
    expect(silenceLimits(ledger, modelWith(HAZARD), known, beside(NOON + 5.5 * DAY, told.at))).toBe(known);
    for (const [changed, model] of [
      [ledger, modelWith(HAZARD, { version: 3 })],
      [bought(0, 45, 60), modelWith(HAZARD)],
      [bought(-1, 0, 45), modelWith(HAZARD)],
      [addPurchase(ledger, { at: NOON - HOUR, amount: 9_000 }, UNKNOWN_ORDER, UTC)[0], modelWith(HAZARD)],
    ] as const) {
      expect(silenceLimits(changed, model, known, told)?.overdueAt).not.toBe(42);
    }
  });

  test('stays as it was when the ledger forgets what was paid two years ago', () => {
    const ledger = bought(0, 300, 600);
    const known = limitsOf(ledger, modelWith(HAZARD));
    const later = NOON + 200 * DAY;
    const forgetful = pruneLedger(ledger, later, UTC);
    expect(silenceLimits(forgetful, modelWith(HAZARD), known, beside(null, later))).toBe(known);
  });
});
