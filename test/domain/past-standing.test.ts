import { expect, test } from 'vitest';
import { standingAsTold } from '../../domain/decision/past-standing.ts';
import { HOUR } from '../../domain/time.ts';
import { aSegment, aStanding, NOON } from '../builders.ts';

const LOYAL = aSegment('loyal');
const LOST = aSegment('lost');
const moved = (from: typeof LOYAL | null, to: typeof LOYAL) =>
  ({ move: { from, to, cause: { by: 'silence', because: 'recency' } } }) as const;
const standing = aStanding({ segment: LOST, since: NOON + 9 * HOUR });

test('given moves in the journal, then the last one says since when the customer stands there, and where before', () => {
  const entries = [
    { at: NOON, ...moved(null, LOYAL) },
    { at: NOON + HOUR, ...moved(LOYAL, LOST) },
    { at: NOON + 2 * HOUR },
  ];
  expect(standingAsTold(standing, entries)).toEqual({ ...standing, since: NOON + HOUR, previous: LOYAL });
  expect(standingAsTold(standing, entries.slice(0, 1))).toEqual({ ...standing, since: NOON, previous: null });
});

test('given a journal without a move, then the standing is as the events say', () => {
  expect(standingAsTold(standing, [{ at: NOON }])).toBe(standing);
  expect(standingAsTold(standing, [])).toBe(standing);
});

test('given a customer who has no score, then there is no standing, whatever the journal tells', () => {
  expect(standingAsTold(null, [{ at: NOON, ...moved(LOYAL, LOST) }])).toBeNull();
});
