import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quietUntil } from '../../../domain/policy/quiet-hours.ts';
import { timeOfDay } from '../../../domain/time-zone.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import { at } from '../../builders.ts';

const NIGHT = { from: '21:00', to: '09:00' };

describe('quiet hours', () => {
  test('are over by day, in the zone of the customer', () => {
    expect(quietUntil(at('2026-01-12T11:00:00Z'), NIGHT, 'Europe/Berlin')).toBeNull();
    expect(quietUntil(at('2026-01-12T11:00:00Z'), NIGHT, 'America/New_York')).toBe(at('2026-01-12T14:00:00Z'));
  });

  test('last past midnight until the next morning', () => {
    expect(quietUntil(at('2026-01-12T22:30:00Z'), NIGHT, 'UTC')).toBe(at('2026-01-13T09:00:00Z'));
    expect(quietUntil(at('2026-01-13T00:30:00Z'), NIGHT, 'UTC')).toBe(at('2026-01-13T09:00:00Z'));
  });

  test('begin with their first instant and end with the first instant after them', () => {
    expect(quietUntil(at('2026-01-12T20:59:59.999Z'), NIGHT, 'UTC')).toBeNull();
    expect(quietUntil(at('2026-01-12T21:00:00.000Z'), NIGHT, 'UTC')).toBe(at('2026-01-13T09:00:00Z'));
    expect(quietUntil(at('2026-01-13T08:59:59.999Z'), NIGHT, 'UTC')).toBe(at('2026-01-13T09:00:00Z'));
    expect(quietUntil(at('2026-01-13T09:00:00.000Z'), NIGHT, 'UTC')).toBeNull();
  });

  test('may lie within one day', () => {
    const siesta = { from: '13:00', to: '15:30' };
    expect(quietUntil(at('2026-01-12T14:00:00Z'), siesta, 'UTC')).toBe(at('2026-01-12T15:30:00Z'));
    expect(quietUntil(at('2026-01-12T16:00:00Z'), siesta, 'UTC')).toBeNull();
  });

  test('do not exist where they begin and end at the same time', () => {
    expect(quietUntil(at('2026-01-12T09:00:00Z'), { from: '09:00', to: '09:00' }, 'UTC')).toBeNull();
    expect(quietUntil(at('2026-01-12T23:00:00Z'), { from: '09:00', to: '09:00' }, 'UTC')).toBeNull();
  });
});

describe('quiet hours when the clock is moved', () => {
  test('keep to the clock on the wall when it is put forward', () => {
    // 29 March 2026: 02:00 becomes 03:00 in Berlin; 8 March 2026 in New York.
    expect(quietUntil(at('2026-03-28T21:00:00Z'), NIGHT, 'Europe/Berlin')).toBe(at('2026-03-29T07:00:00Z'));
    expect(quietUntil(at('2026-03-08T03:00:00Z'), NIGHT, 'America/New_York')).toBe(at('2026-03-08T13:00:00Z'));
  });

  test('keep to the clock on the wall when it is put back', () => {
    // 25 October 2026: 03:00 becomes 02:00 in Berlin; 1 November 2026 in New York.
    expect(quietUntil(at('2026-10-24T20:00:00Z'), NIGHT, 'Europe/Berlin')).toBe(at('2026-10-25T08:00:00Z'));
    expect(quietUntil(at('2026-11-01T02:00:00Z'), NIGHT, 'America/New_York')).toBe(at('2026-11-01T14:00:00Z'));
  });

  test('end with the jump where their last minute is skipped', () => {
    expect(quietUntil(at('2026-03-29T00:00:00Z'), { from: '00:00', to: '02:30' }, 'Europe/Berlin')).toBe(
      at('2026-03-29T01:00:00Z'),
    );
  });

  test('come again with the hour that comes again', () => {
    const early = { from: '00:00', to: '02:30' };
    expect(quietUntil(at('2026-10-25T00:10:00Z'), early, 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'));
    expect(quietUntil(at('2026-10-25T00:45:00Z'), early, 'Europe/Berlin')).toBeNull();
    expect(quietUntil(at('2026-10-25T01:10:00Z'), early, 'Europe/Berlin')).toBe(at('2026-10-25T01:30:00Z'));
  });
});

describe('quiet hours in any zone', () => {
  test('agree with a search minute by minute, wherever the clock is moved', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    const wall = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
    const text = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const change = fc.constantFrom(
      '2026-03-29T00:00:00Z',
      '2026-10-25T00:00:00Z',
      '2026-03-08T06:00:00Z',
      '2026-11-01T06:00:00Z',
      '2026-04-04T15:00:00Z',
      '2026-10-03T15:30:00Z',
    );
    const minute = fc.integer({ min: -1_440, max: 1_440 });
    fc.assert(
      fc.property(zones, wall, wall, change, minute, (zone, from, to, day, offset) => {
        const start = at(day) + offset * MINUTE;
        const quiet = (instant: number) => {
          const now = timeOfDay(instant, zone) / MINUTE;
          return from <= to ? now >= from && now < to : now >= from || now < to;
        };
        let expected = start;
        while (quiet(expected)) expected += MINUTE;
        const found = quietUntil(start, { from: text(from), to: text(to) }, zone);
        expect(found).toBe(expected === start ? null : expected);
      }),
      { numRuns: 200 },
    );
  });

  test('never last longer than a day and an hour', () => {
    expect(quietUntil(at('2026-10-24T19:01:00Z'), { from: '21:01', to: '21:00' }, 'Europe/Berlin')).toBe(
      at('2026-10-24T19:01:00Z') + DAY + HOUR - MINUTE,
    );
  });
});
