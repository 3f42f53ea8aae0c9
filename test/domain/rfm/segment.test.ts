import { describe, expect, test } from 'vitest';
import type { Score } from '../../../domain/scoring/scores.ts';
import { cellOf, segmentName, segmentOf } from '../../../domain/scoring/segment.ts';
import { AT_RISK, SEVEN_SEGMENTS } from '../../../domain/scoring/presets/seven-segments.ts';
import { aSegment } from '../../builders.ts';

const SCORES: readonly Score[] = [1, 2, 3, 4, 5];

/** As the page shows it: one line per recency, from 5 down to 1; one column per frequency, from 1 up to 5. */
const GRID = `
  potential-loyalist potential-loyalist potential-loyalist champions champions
  potential-loyalist potential-loyalist potential-loyalist loyal     loyal
  needs-attention    needs-attention    needs-attention    loyal     loyal
  hibernating        hibernating        at-risk            at-risk   at-risk
  lost               lost               at-risk            at-risk   at-risk`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));

const CELLS = SCORES.flatMap((r) => SCORES.map((f) => ({ r, f, segment: GRID[5 - r]?.[f - 1] })));

test.each(CELLS)('R$r F$f is $segment, whatever the money', ({ r, f, segment }) => {
  for (const m of [...SCORES, null]) expect(segmentOf({ r, f, m }, SEVEN_SEGMENTS)).toBe(segment);
});

test('each of the seven has a place', () => {
  expect(new Set(CELLS.map((cell) => cell.segment))).toEqual(new Set(SEVEN_SEGMENTS.segments.map(({ id }) => id)));
  expect(segmentName(AT_RISK.id, SEVEN_SEGMENTS)).toBe('At Risk');
});

describe('under the order Lost, Hibernating, At Risk, Needs Attention, Potential Loyalist, Loyal, Champions', () => {
  const order = SEVEN_SEGMENTS.segments.toReversed().map(({ id }) => String(id));
  const rank = (r: Score, f: Score): number => order.indexOf(String(segmentOf({ r, f, m: null }, SEVEN_SEGMENTS)));
  const pairs = SCORES.flatMap((less) => SCORES.filter((more) => more > less).map((more) => ({ less, more })));

  test('the order is the one that is shown', () => {
    const shown = ['lost', 'hibernating', 'at-risk', 'needs-attention', 'potential-loyalist', 'loyal', 'champions'];
    expect(order).toEqual(shown);
  });

  test.each(pairs)('R$more is never lower than R$less', ({ less, more }) => {
    for (const f of SCORES) expect(rank(more, f)).toBeGreaterThanOrEqual(rank(less, f));
  });

  test.each(pairs)('F$more is never lower than F$less', ({ less, more }) => {
    for (const r of SCORES) expect(rank(r, more)).toBeGreaterThanOrEqual(rank(r, less));
  });
});

test('a cell is named by its scores: by that of money where it decides too, and by a hyphen where money has none', () => {
  const scores = { r: 5, f: 4, m: 3 } as const;
  expect([cellOf(scores, 'rf'), cellOf(scores, 'rfm'), cellOf({ ...scores, m: null }, 'rfm')]).toEqual([
    '54',
    '543',
    '54-',
  ]);
});

test('a segment that a table has no more is called by its id', () => {
  expect(segmentName(aSegment('loyal'), SEVEN_SEGMENTS)).toBe('Loyal');
  expect(segmentName(aSegment('gone-by'), SEVEN_SEGMENTS)).toBe('gone-by');
});
