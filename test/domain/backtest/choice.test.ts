import { describe, expect, test } from 'vitest';
import type { BackTested } from '../../../domain/backtest/back-test.ts';
import { choose, type ChoiceOptions } from '../../../domain/backtest/choice.ts';
import type { Figures } from '../../../domain/backtest/judge.ts';
import { summaryOf } from '../../../domain/backtest/summary.ts';
import { levelWith, Trade, tradeCurve } from '../../../domain/backtest/trade.ts';
import { expectationOf } from '../../../domain/silence/rules/index.ts';
import type { RuleName } from '../../../domain/silence/rules/rule.ts';
import { aSegment } from '../../builders.ts';
import { finish } from '../rhythm/base.ts';
import { aSpell } from '../silence/spells.ts';
import { historyOf, regularBase } from './bases.ts';

const FOLLOW_UP = 200;

/** A rule whose false alarms grow with its levels: 60 levels, 100 silences of either kind. */
function tradeOf(levels: readonly number[]): Trade {
  const trade = new Trade(levels, FOLLOW_UP);
  for (let n = 0; n < 100; n += 1) {
    const calledAfter = levels.map((_, place) => Math.max(1, 150 - 2 * place));
    trade.add({ customer: n, gap: null, calledAfter });
    trade.add({ customer: n, gap: n + 50, calledAfter });
  }
  return trade;
}

const FIXED = tradeOf(Array.from({ length: 60 }, (_, n) => n - 160));
const OWN_GAP = tradeOf(Array.from({ length: 60 }, (_, n) => (n - 160) / 50));
const figures = (value: number, low: number): Figures => {
  return { earlier: { value, low, high: value + 4 }, auc: 0.7, calibration: { error: 0.02, tenths: [] } };
};

function tested(winner: RuleName, given: Partial<BackTested> = {}): BackTested {
  const rule = (by: RuleName, value: number) => {
    const one = figures(value, value - 3);
    return { by, origins: [one, null], chosenOn: one, heldBack: one };
  };
  return {
    is: 'back-tested',
    plan: { is: 'plan', followUp: FOLLOW_UP, origins: [] },
    fixed: { days: 90, share: 0.3, silences: 200, returned: 100, gone: 100 },
    rules: [rule('fixed', 0), rule('own-gap', winner === 'fixed' ? -2 : 12.34)],
    untried: [],
    winner,
    trades: new Map([
      ['fixed', FIXED],
      ['own-gap', OWN_GAP],
      ['hazard', OWN_GAP],
    ]),
    ...given,
  };
}

const OPTIONS: ChoiceOptions = {
  bounds: { floorDays: 7, capDays: 365 },
  wanted: { by: 'share', overdue: 0.3, lapsed: 0.1 },
  bySegment: {},
  fixed: { overdueDays: 90, lapsedDays: 180 },
};
const BASE = regularBase({ customers: 200, length: 400, leaves: 0.1 });

function chosen(outcome: Parameters<typeof choose>[1], given: Partial<ChoiceOptions> = {}, base = BASE) {
  return finish(choose(base, outcome, { ...OPTIONS, ...given })).outcome;
}

describe('what is put in force', () => {
  test('is the winner, at the levels that made the shares asked for, with chances as measured on everybody', () => {
    const vip = aSegment('vip');
    const choice = chosen(tested('own-gap'), { bySegment: { [vip]: { overdue: 0.2, lapsed: 0.05 } } });
    if (choice.is !== 'rule') return expect.fail(choice.because);
    expect(choice.rule).toMatchObject({ learned: { by: 'own-gap' }, floorDays: 7, capDays: 365 });
    expect(choice.rule.levels).toEqual({ overdue: levelWith(OWN_GAP, 0.3), lapsed: levelWith(OWN_GAP, 0.1) });
    expect(choice.rule.bySegment[vip]).toEqual({ overdue: levelWith(OWN_GAP, 0.2), lapsed: levelWith(OWN_GAP, 0.05) });
    expect(choice.shares).toEqual({ overdue: 0.3, lapsed: 0.1 });
    const late = expectationOf(choice.rule.learned, aSpell(), 365)(90);
    expect(choice.rule.calibration.every(([, chance]) => chance >= 0 && chance <= 1)).toBe(true);
    expect([choice.rule.calibration.length > 1, late]).toEqual([true, -3]);
    expect(choice.because).toBe(
      'A multiple of the own mean gap calls those who are gone 12.3 days earlier [9.3, 16.3] than 90 fixed days with as many false alarms do, on silences that were not looked at to choose it.',
    );
  });

  test('is fixed days for the shares asked for, where no rule wins', () => {
    const choice = chosen(tested('fixed'));
    expect(choice).toMatchObject({
      is: 'fixed-days',
      overdueDays: Math.round(-levelWith(FIXED, 0.3)),
      lapsedDays: Math.round(-levelWith(FIXED, 0.1)),
    });
    expect(choice.because).toBe(
      'No rule was surely better than fixed days: the surest, a multiple of the own mean gap, called those who are gone 2.0 days later [-5.0, 2.0] than 90 fixed days with as many false alarms, on silences that were not looked at to choose it.',
    );
  });

  test('are the same fixed days for everybody, and it says so to whoever asked for shares by segment', () => {
    const asked = { bySegment: { [aSegment('vip')]: { overdue: 0.2, lapsed: 0.05 } } };
    const [plain, bySegment] = [chosen(tested('fixed')), chosen(tested('fixed'), asked)];
    expect(bySegment).toMatchObject({ ...plain, because: expect.any(String) });
    expect(bySegment.because).toBe(
      `${plain.because} Fixed days are the same for everybody, so shares by segment change nothing.`,
    );
  });

  test('are the fixed days in force, where they were asked for', () => {
    const choice = chosen(tested('fixed'), { wanted: { by: 'fixed-days' } });
    expect(choice).toMatchObject({ is: 'fixed-days', overdueDays: 90, lapsedDays: 180, shares: { overdue: 0.3 } });
  });

  test('are fixed days within floor and cap, a day apart', () => {
    const days = (floorDays: number, capDays: number) => chosen(tested('fixed'), { bounds: { floorDays, capDays } });
    expect(days(7, 60)).toMatchObject({ overdueDays: 59, lapsedDays: 60 });
    expect(days(200, 365)).toMatchObject({ overdueDays: 200, lapsedDays: 201 });
  });

  test('are fixed days where the winner cannot be learned from everybody, and it says so', () => {
    const few = { histories: [historyOf([1, 30])], first: 0, end: 400 };
    const { is, because } = chosen(tested('hazard'), {}, few);
    expect(is).toBe('fixed-days');
    expect(because).toMatch(/^A limit on the chance of an order .* could not be learned from everybody: There is too/u);
  });

  test('says so where nothing could be held against fixed days', () => {
    const alone = tested('fixed', { rules: [] });
    expect(chosen(alone).because).toBe('There was nothing to hold against fixed days: 90 days stay what counts.');
    expect(chosen(tested('own-gap', { rules: [] })).because).toContain('calls those who are gone');
  });

  test('stays as before where there was no back-test, and is an error where it tells nothing of the winner', () => {
    const because = 'The past does not say.';
    expect(chosen({ is: 'not-back-tested', because })).toEqual({ is: 'as-before', because });
    expect(() => chosen(tested('gap'))).toThrow('gap');
  });
});

describe('a back-test as it is kept', () => {
  test('has the curves of the winner and of fixed days, at some of their levels from the first to the last', () => {
    const kept = summaryOf(tested('own-gap'));
    if (kept.is !== 'back-tested') return expect.fail(kept.because);
    expect(kept.curves.map(({ by }) => by)).toEqual(['fixed', 'own-gap']);
    const [curve] = kept.curves;
    const whole = tradeCurve(FIXED);
    expect(curve?.points).toHaveLength(24);
    expect([curve?.points[0], curve?.points.at(-1)]).toEqual([whole.points[0], whole.points.at(-1)]);
    expect(kept).not.toHaveProperty('trades');
  });

  test('has tenths of what was held back only', () => {
    const kept = summaryOf(tested('fixed'));
    if (kept.is !== 'back-tested') return expect.fail(kept.because);
    const [rule] = kept.rules;
    expect(rule?.heldBack).toHaveProperty('calibration');
    expect(rule?.chosenOn).not.toHaveProperty('calibration');
    expect(rule?.origins).toEqual([{ earlier: { value: 0, low: -3, high: 4 }, auc: 0.7 }, null]);
  });

  test('is the sentence where there was none', () => {
    const none = { is: 'not-back-tested', because: 'The past does not say.' } as const;
    expect(summaryOf(none)).toBe(none);
  });
});
