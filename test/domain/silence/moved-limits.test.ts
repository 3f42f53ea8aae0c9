import { describe, expect, test } from 'vitest';
import { totalsOf } from '../../../domain/ledger/totals.ts';
import { DEFAULT_SCORING } from '../../../domain/scoring/model.ts';
import { scoreOf } from '../../../domain/scoring/score.ts';
import { segmentOf, type SegmentId } from '../../../domain/scoring/segment.ts';
import { silenceLimits } from '../../../domain/silence/silence-limits.ts';
import type { SilenceRule } from '../../../domain/silence/silence-rule.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';
import { beside, bought, HAZARD, limitsOf, modelWith, RETURNS } from './models.ts';
import { AT, hazardWith } from './spells.ts';

describe('a sign of life', () => {
  const ledger = bought(0, 45);
  const model = modelWith(HAZARD);
  const known = limitsOf(ledger, model, beside(null, NOON));
  const engaged = (at: Instant) => silenceLimits(ledger, model, known, beside(at, at)) ?? expect.fail('no limits');

  test('moves both stages where neither has begun', () => {
    const limits = engaged(known.overdueAt - 2 * DAY);
    expect(limits.overdueAt).toBeGreaterThan(known.overdueAt);
    expect(limits.lapsedAt).toBeGreaterThanOrEqual(known.lapsedAt);
    // As if nothing had been known before.
    const at = known.overdueAt - 2 * DAY;
    expect(limits).toEqual(limitsOf(ledger, model, beside(at, at)));
  });

  test('calls back no stage that has begun, and moves the one to come', () => {
    const limits = engaged(known.lapsedAt - 2 * DAY);
    expect(limits.overdueAt).toBe(known.overdueAt);
    expect(limits.lapsedAt).toBeGreaterThan(known.lapsedAt);
    expect(engaged(known.overdueAt).overdueAt).toBe(known.overdueAt);
  });

  test('moves nothing once both have begun, and is remembered', () => {
    const limits = engaged(known.lapsedAt);
    expect([limits.overdueAt, limits.lapsedAt]).toEqual([known.overdueAt, known.lapsedAt]);
    expect(limits.from.sign).toBe(Math.floor((known.lapsedAt - NOON) / DAY));
    expect(silenceLimits(ledger, model, limits, beside(known.lapsedAt, known.lapsedAt + DAY))).toBe(limits);
  });

  test('where it bodes ill, moves lapsed no nearer than a day after overdue', () => {
    const ill = {
      ...HAZARD,
      learned: { by: 'hazard', hazard: hazardWith({ [AT.lnSilence]: -0.8, [AT.sign]: -9 }) },
    } as const;
    const before = limitsOf(ledger, modelWith(ill), beside(null, NOON));
    const at = before.overdueAt;
    const limits = silenceLimits(ledger, modelWith(ill), before, beside(at, at));
    expect(limits?.overdueAt).toBe(before.overdueAt);
    expect(limits?.lapsedAt).toBeGreaterThanOrEqual(before.overdueAt + DAY);
  });
});

describe('limits of a segment', () => {
  const ledger = bought(0, 45);
  const totals = totalsOf(ledger, { engagedAt: null }, DEFAULT_SCORING, NOON) ?? expect.fail('nothing was bought');
  const segment =
    segmentOf(scoreOf(totals, DEFAULT_SCORING, NOON), DEFAULT_SCORING.segments) ?? expect.fail('no segment has them');
  const others = DEFAULT_SCORING.segments.segments.map(({ id }) => id).filter((id) => id !== segment);
  const strict = { overdue: 0.4, lapsed: 0.2 };
  const ruleFor = (id: SegmentId): SilenceRule => ({ ...RETURNS, bySegment: { [id]: strict } });
  const at = NOON + 200 * DAY;
  const told = beside(null, at, DEFAULT_SCORING);

  test('are those of where somebody was right after the purchase, however long ago', () => {
    const limits = limitsOf(ledger, modelWith(ruleFor(segment)), told);
    expect(limits.from.segment).toBe(segment);
    expect(limits).toMatchObject({
      overdueAt: limitsOf(ledger, modelWith({ ...RETURNS, levels: strict })).overdueAt,
      lapsedAt: limitsOf(ledger, modelWith({ ...RETURNS, levels: strict })).lapsedAt,
    });
  });

  test('are the same as of all where the segment has none of its own, and the segment is not kept', () => {
    const usual = limitsOf(ledger, modelWith(RETURNS), told);
    for (const id of others) expect(limitsOf(ledger, modelWith(ruleFor(id)), told)).toEqual(usual);
    expect(usual.from).not.toHaveProperty('segment');
    expect(limitsOf(ledger, modelWith(ruleFor(segment)), beside(null, at)).from).not.toHaveProperty('segment');
  });
});
