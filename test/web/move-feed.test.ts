import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMoveFeed, MOST_PER_SECOND } from '../../web/live/move-feed.ts';
import type { MoveLine } from '../../web/live/stream.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const move = (number: number): MoveLine => ({
  customer: `c-${number}`,
  at: new Date(number).toISOString(),
  from: null,
  to: null,
  score: null,
  cause: { by: 'silence', text: 'silence' },
});

test('a lone move is shown at once', () => {
  const feed = createMoveFeed(() => Date.now());
  feed.add(move(1));
  vi.advanceTimersByTime(0);
  expect(feed.view().moves.map(({ customer }) => customer)).toEqual(['c-1']);
});

test('given 1,000 moves in a minute, listeners are told once a second, of five each, and the others are counted', () => {
  const feed = createMoveFeed(() => Date.now());
  let told = 0;
  let shown = 0;
  let more = 0;
  feed.subscribe(() => {
    told += 1;
    more += feed.view().more;
    shown += 1;
  });
  for (let number = 0; number < 1_000; number += 1) {
    feed.add(move(number));
    vi.advanceTimersByTime(60);
  }
  vi.advanceTimersByTime(1_000);
  expect(told).toBeLessThanOrEqual(62);
  expect(shown).toBe(told);
  expect(more).toBeGreaterThanOrEqual(1_000 - told * MOST_PER_SECOND);
  expect(feed.view().moves[0]?.customer).toBe('c-999');
  expect(feed.view().moves.length).toBeLessThanOrEqual(40);
});
