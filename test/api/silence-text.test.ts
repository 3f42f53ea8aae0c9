import { describe, expect, test } from 'vitest';
import { silenceReason, silenceText } from '../../api/customers/silence-text.ts';
import { segmentId } from '../../domain/ids.schema.ts';
import { DAY } from '../../domain/time.ts';
import type { Rhythm } from '../../domain/silence/rhythm.ts';
import type { Learned } from '../../domain/silence/rules/rule.ts';
import type { LimitsFrom, SilenceLimits } from '../../domain/silence/silence-limits.ts';
import { DEFAULT_SILENCE, type SilenceModel } from '../../domain/silence/silence-model.ts';

const LAST = Date.parse('2027-04-01T12:00:00Z');
const FIT = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
const RHYTHM: Rhythm = {
  fittedAt: LAST,
  customers: 900,
  repeaters: 400,
  fit: { by: 'mbg-nbd', parameters: FIT },
  firstGap: { overdueDays: 100, lapsedDays: 200, gaps: 400 },
  floorDays: 7,
  capDays: 365,
  spend: null,
  meanOrder: 2_000,
};
const CHAMPIONS = segmentId.parse('champions');

function modelWith(learned: Learned): SilenceModel {
  const rule = {
    learned,
    levels: { overdue: 0.4, lapsed: 0.2 },
    bySegment: { [CHAMPIONS]: { overdue: 0.3, lapsed: 0.1 } },
    calibration: [
      [0, 0],
      [1, 0.5],
    ] as const,
    floorDays: 7,
    capDays: 365,
  };
  return { ...DEFAULT_SILENCE, version: 3, rhythm: RHYTHM, rule };
}

function limitsOf(overdue: number, lapsed: number, from: Partial<LimitsFrom> = {}): SilenceLimits {
  const known = { lastPurchaseAt: LAST, x: 4, span: 44, model: 3, ...from };
  return { overdueAt: LAST + overdue * DAY, lapsedAt: LAST + lapsed * DAY, by: 'rhythm', from: known };
}

const said = (limits: SilenceLimits, model: SilenceModel) => silenceText(silenceReason(limits, model), 'Europe/Berlin');

describe('why silence means something when it does', () => {
  test.each([
    [
      { by: 'returns', fit: FIT } as const,
      'the chance of an order within 90 days falls under 20 % on 2027-05-14 14:00, then falls under 10 % on 2027-06-17 14:00',
    ],
    [
      { by: 'worth', fit: FIT } as const,
      'the chance of an order within 90 days falls under 20 % on 2027-05-14 14:00, then falls under 10 % on 2027-06-17 14:00',
    ],
    [
      { by: 'alive', fit: FIT } as const,
      'the chance of still being a customer falls under 40 % on 2027-05-14 14:00, then falls under 20 % on 2027-06-17 14:00',
    ],
    [
      { by: 'gap', fit: FIT } as const,
      'the share of gaps that last longer falls under 40 % on 2027-05-14 14:00, then falls under 20 % on 2027-06-17 14:00',
    ],
  ])('the rule $by says so in its own terms, with the time on the clocks of the workspace', (learned, why) => {
    expect(said(limitsOf(43, 77), modelWith(learned))).toBe(
      `median gap 14 days, 90 % limit 57 days; overdue after 43 days of silence, lapsed after 77: ${why} (silence model 3)`,
    );
  });

  test('in own mean gaps, levels are so many times of them', () => {
    const model = modelWith({ by: 'own-gap' });
    if (!model.rule) throw new Error('there is a rule');
    const own = { ...model, rule: { ...model.rule, levels: { overdue: -2, lapsed: -4.25 } } };
    expect(said(limitsOf(22, 47), own)).toContain(
      ': silence in mean gaps of 11 days comes to 2.0 on 2027-04-23 14:00, then comes to 4.3 on 2027-05-18 14:00 (',
    );
  });

  test('a segment with levels of its own is told by them', () => {
    const limits = limitsOf(43, 77, { segment: CHAMPIONS });
    expect(said(limits, modelWith({ by: 'returns', fit: FIT }))).toContain('falls under 15 % on 2027-05-14');
  });

  test('where the floor or the cap decides, it says so and names no chance', () => {
    const model = modelWith({ by: 'returns', fit: FIT });
    expect(said(limitsOf(7, 365), model)).toContain(
      ': the chance of an order within 90 days counts from 7 days on at the earliest, then counts up to 365 days at the latest (',
    );
    expect(said(limitsOf(364, 365), model)).toContain(
      ': the chance of an order within 90 days counts up to 365 days at the latest (',
    );
  });

  test('newcomers are told of the first gap, and everybody else of fixed days where there is no rule', () => {
    const newcomer: SilenceLimits = { ...limitsOf(100, 200, { x: 0, span: 0 }), by: 'first-gap' };
    expect(said(newcomer, modelWith({ by: 'returns', fit: FIT }))).toContain('as 400 customers took to come back');
    const fixed: SilenceLimits = { ...limitsOf(90, 180), by: 'fixed' };
    expect(said(fixed, { ...DEFAULT_SILENCE, rhythm: RHYTHM, rule: null })).toBe(
      'overdue after 90 days of silence, lapsed after 180: fixed days (silence model 1)',
    );
  });
});
