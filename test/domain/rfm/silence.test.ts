import { describe, expect, test } from 'vitest';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER } from '../../../domain/ledger/ledger.ts';
import { silenceLimits } from '../../../domain/silence/silence-limits.ts';
import { nextSilence, silenceStage } from '../../../domain/silence/silence.ts';
import { DEFAULT_SILENCE } from '../../../domain/silence/silence-model.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const OVERDUE = NOON + 90 * DAY;
const LAPSED = NOON + 180 * DAY;
const LIMITS = silenceLimits(
  addPurchase(EMPTY_LEDGER, { at: NOON, amount: 1 }, UNKNOWN_ORDER, UTC)[0],
  DEFAULT_SILENCE,
  null,
);

test.each([
  [NOON, 'active'],
  [OVERDUE - 1, 'active'],
  [OVERDUE, 'overdue'],
  [LAPSED - 1, 'overdue'],
  [LAPSED, 'lapsed'],
  [LAPSED + 900 * DAY, 'lapsed'],
])('at %i, after a purchase at noon, the stage is %s', (now, stage) => {
  expect(silenceStage(LIMITS, now)).toBe(stage);
});

describe('the next stage', () => {
  test.each([
    [NOON, { stage: 'overdue', at: OVERDUE }],
    [OVERDUE - 1, { stage: 'overdue', at: OVERDUE }],
    [OVERDUE, { stage: 'lapsed', at: LAPSED }],
    [LAPSED, null],
  ])('seen from %i', (now, next) => {
    expect(nextSilence(LIMITS, now)).toEqual(next);
  });

  test('of somebody who never bought there is none', () => {
    expect(nextSilence(silenceLimits(EMPTY_LEDGER, DEFAULT_SILENCE, null), NOON)).toBeNull();
    expect(silenceStage(null, NOON)).toBe('none');
  });
});
