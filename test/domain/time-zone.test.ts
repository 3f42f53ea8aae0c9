import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  atWallTime,
  clockChange,
  dayOf,
  isTimeZone,
  startOfDay,
  timeOfDay,
  wallClockText,
} from '../../domain/time-zone.ts';
import { DAY, HOUR, isoTime, MINUTE, utcDay } from '../../domain/time.ts';
import { at } from '../builders.ts';

const day = (date: string) => utcDay(at(`${date}T00:00:00Z`));

/** Where clocks are moved at midnight, by half an hour, or by a whole day; far from UTC on both sides; and not at all. */
const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/Havana',
  'America/Santiago',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'UTC',
);
const instants = fc.integer({ min: at('2005-01-01T00:00:00Z') / MINUTE, max: at('2030-01-01T00:00:00Z') / MINUTE });

/** As the platform writes a date, without the library that the code uses. */
function written(instant: number, timeZone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone });
}

describe('a calendar day', () => {
  test('is the one on the wall, wherever and whenever', () => {
    fc.assert(
      fc.property(zones, instants, fc.nat(MINUTE - 1), (zone, minute, ms) => {
        const now = minute * MINUTE + ms;
        expect(isoTime(dayOf(now, zone) * DAY).slice(0, 10)).toBe(written(now, zone).slice(0, 10));
      }),
      { numRuns: 500 },
    );
  });

  test('begins at its first instant, and not before', () => {
    fc.assert(
      fc.property(zones, instants, (zone, minute) => {
        const today = dayOf(minute * MINUTE, zone);
        const start = startOfDay(today, zone);
        expect([dayOf(start, zone), dayOf(start - 1, zone) < today]).toEqual([today, true]);
      }),
      { numRuns: 500 },
    );
  });

  test('begins at the first of two midnights where clocks go back over it', () => {
    // On 1 November 2026 the clocks of Havana go from 01:00 to 00:00.
    expect(isoTime(startOfDay(day('2026-11-01'), 'America/Havana'))).toBe('2026-11-01T04:00:00.000Z');
    expect(isoTime(startOfDay(day('2026-11-02'), 'America/Havana'))).toBe('2026-11-02T05:00:00.000Z');
    expect(dayOf(at('2026-11-01T04:30:00Z'), 'America/Havana')).toBe(day('2026-11-01'));
  });

  test('begins when the clock goes on where midnight itself is skipped, and not at all where the day is', () => {
    expect(isoTime(startOfDay(day('2026-09-06'), 'America/Santiago'))).toBe('2026-09-06T04:00:00.000Z');
    // Samoa went from 29 to 31 December 2011.
    expect(startOfDay(day('2011-12-30'), 'Pacific/Apia')).toBe(startOfDay(day('2011-12-31'), 'Pacific/Apia'));
  });
});

describe('the clock on the wall', () => {
  test('shows what the platform writes', () => {
    fc.assert(
      fc.property(zones, instants, (zone, minute) => {
        const shown = timeOfDay(minute * MINUTE, zone);
        expect(isoTime(shown).slice(11, 19)).toBe(written(minute * MINUTE, zone).slice(11));
      }),
      { numRuns: 500 },
    );
  });

  test('names an instant: of an hour that comes twice the first, and one that is skipped is moved on', () => {
    const berlin = (date: string, hours: number) => isoTime(atWallTime(day(date), hours * HOUR, 'Europe/Berlin'));
    expect(berlin('2026-10-25', 2.5)).toBe('2026-10-25T00:30:00.000Z');
    expect(berlin('2026-03-29', 2.5)).toBe('2026-03-29T01:30:00.000Z');
    expect(isoTime(atWallTime(day('2026-11-01'), HOUR / 2, 'America/Havana'))).toBe('2026-11-01T04:30:00.000Z');
  });

  test('is moved at known instants, or never', () => {
    const change = clockChange(at('2026-10-01T00:00:00Z'), 'America/Havana');
    expect(change === undefined ? change : isoTime(change)).toBe('2026-11-01T05:00:00.000Z');
    expect(clockChange(at('2026-10-01T00:00:00Z'), 'UTC')).toBeUndefined();
  });
});

test('an instant is read as clocks in the zone show it, to the minute', () => {
  expect(wallClockText(at('2027-05-14T07:12:59Z'), 'Europe/Berlin')).toBe('2027-05-14 09:12');
  expect(wallClockText(at('2027-05-14T20:00:00Z'), 'Asia/Kathmandu')).toBe('2027-05-15 01:45');
  expect(() => wallClockText(at('2027-05-14T20:00:00Z'), 'Nowhere')).toThrow(RangeError);
});

test('a zone is known by its name, and by nothing else', () => {
  expect(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+3'].map(isTimeZone)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['', '+01:00', 'Europe/Atlantis', '2026-01-01[Europe/Berlin]', 'constructor'].map(isTimeZone)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
