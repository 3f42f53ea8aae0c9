import { describe, expect, test } from 'vitest';
import { SECOND } from '../../domain/time.ts';
import { attendance } from '../../ingest/attendance.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const ago = (seconds: number) => NOW - seconds * SECOND;

describe('whether anybody works', () => {
  test.each([
    ['a worker that asked within the last minute', [60], 0, 'here'],
    ['a worker that asked long ago, beside one that asked just now', [290, 2], 0, 'here'],
    ['nothing that waits, and a worker that has missed its minute', [76], 0, 'worker-away'],
    ['work that waits, and a worker that goes on asking', [1], 300, 'here'],
    ['work that waits a moment, and a worker that has not come to ask again', [40], 3, 'here'],
    ['work that waits, and nobody who asks', [11], 11, 'worker-away'],
    ['a queue that nobody is known to have asked', [], 0, 'worker-away'],
  ] as const)('given %s', (_given, asked, waits, state) => {
    expect(attendance({ askedAt: asked.map(ago), waits: waits * SECOND }, NOW)).toBe(state);
  });

  test('given a Temporal that does not answer', () => expect(attendance(null, NOW)).toBe('temporal-away'));
});
