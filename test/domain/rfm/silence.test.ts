import { describe, expect, test } from 'vitest';
import { DEFAULT_SILENCE, nextSilence, silenceStage } from '../../../domain/rfm/silence.ts';
import { DAY } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const OVERDUE = NOON + 90 * DAY;
const LAPSED = NOON + 180 * DAY;

test.each([
  [NOON, 'active'],
  [OVERDUE - 1, 'active'],
  [OVERDUE, 'overdue'],
  [LAPSED - 1, 'overdue'],
  [LAPSED, 'lapsed'],
  [LAPSED + 900 * DAY, 'lapsed'],
])('at %i, after a purchase at noon, the stage is %s', (now, stage) => {
  expect(silenceStage(NOON, DEFAULT_SILENCE, now)).toBe(stage);
});

describe('the next stage', () => {
  test.each([
    [NOON, { stage: 'overdue', at: OVERDUE }],
    [OVERDUE - 1, { stage: 'overdue', at: OVERDUE }],
    [OVERDUE, { stage: 'lapsed', at: LAPSED }],
    [LAPSED, null],
  ])('seen from %i', (now, next) => {
    expect(nextSilence(NOON, DEFAULT_SILENCE, now)).toEqual(next);
  });

  test('of somebody who never bought there is none', () => {
    expect(nextSilence(null, DEFAULT_SILENCE, NOON)).toBeNull();
    expect(silenceStage(null, DEFAULT_SILENCE, NOON)).toBe('none');
  });
});
