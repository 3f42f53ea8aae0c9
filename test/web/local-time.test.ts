import { describe, expect, test } from 'vitest';
import { instantOf, localOf } from '../../web/format/local-time.ts';

const BERLIN = 'Europe/Berlin';

describe('what an input of a date and a time gives', () => {
  test('is a time of the clock of the workspace', () => {
    expect(instantOf('2026-06-09T10:00', BERLIN)).toBe('2026-06-09T08:00:00.000Z');
    expect(instantOf('2026-12-09T10:00', BERLIN)).toBe('2026-12-09T09:00:00.000Z');
    expect(instantOf('2026-06-09T10:00', 'America/New_York')).toBe('2026-06-09T14:00:00.000Z');
  });

  test('is the right instant on both sides of a change of the clock', () => {
    expect(instantOf('2026-03-29T01:59', BERLIN)).toBe('2026-03-29T00:59:00.000Z');
    expect(instantOf('2026-03-29T03:00', BERLIN)).toBe('2026-03-29T01:00:00.000Z');
    expect(instantOf('2026-10-25T01:59', BERLIN)).toBe('2026-10-24T23:59:00.000Z');
    expect(instantOf('2026-10-25T04:00', BERLIN)).toBe('2026-10-25T03:00:00.000Z');
  });

  test('is as much later as the clock skips, where it never shows that time', () => {
    expect(localOf(instantOf('2026-03-29T02:30', BERLIN), BERLIN)).toBe('2026-03-29T03:30');
  });

  test('comes back as it was given', () => {
    expect(localOf(instantOf('2026-06-09T00:00', 'Asia/Kolkata'), 'Asia/Kolkata')).toBe('2026-06-09T00:00');
  });
});
