import { expect, test } from 'vitest';
import { namesOfDays } from '../../api/http/local-days.ts';
import { dayOf, startOfDay } from '../../domain/time-zone.ts';
import { HOUR } from '../../domain/time.ts';

function days(now: string, count: number, timezone: string) {
  const today = dayOf(Date.parse(now), timezone);
  const names = namesOfDays(today, count);
  const boundaries = Array.from({ length: count + 1 }, (_, index) => startOfDay(today + index, timezone));
  const starts = boundaries.map((at) => new Date(at).toISOString().slice(0, 16));
  const hours = boundaries.slice(1).map((at, index) => (at - (boundaries[index] ?? at)) / HOUR);
  return { names, starts, hours };
}

test('days begin at midnight where people live', () => {
  expect(days('2026-06-15T23:30:00Z', 2, 'Europe/London')).toEqual({
    names: ['2026-06-16', '2026-06-17'],
    starts: ['2026-06-15T23:00', '2026-06-16T23:00', '2026-06-17T23:00'],
    hours: [24, 24],
  });
  expect(days('2026-06-15T12:00:00Z', 1, 'Pacific/Kiritimati').names).toEqual(['2026-06-16']);
});

test('a day on which the clock is moved is an hour shorter or longer', () => {
  expect(days('2026-03-28T12:00:00Z', 3, 'Europe/Berlin').hours).toEqual([24, 23, 24]);
  expect(days('2026-10-24T12:00:00Z', 3, 'Europe/Berlin').hours).toEqual([24, 25, 24]);
  expect(days('2026-03-29T00:30:00Z', 1, 'Europe/Berlin')).toMatchObject({ names: ['2026-03-29'], hours: [23] });
  expect(days('2026-03-29T20:30:00Z', 1, 'Europe/Berlin')).toMatchObject({ names: ['2026-03-29'], hours: [23] });
});

test('where clocks go back over midnight, the day begins at the first of the two', () => {
  // On 1 November 2026 the clocks of Havana go from 01:00 to 00:00.
  expect(days('2026-10-31T16:00:00Z', 3, 'America/Havana')).toEqual({
    names: ['2026-10-31', '2026-11-01', '2026-11-02'],
    starts: ['2026-10-31T04:00', '2026-11-01T04:00', '2026-11-02T05:00', '2026-11-03T05:00'],
    hours: [24, 25, 24],
  });
});

test('where midnight itself is skipped, the day begins when the clock goes on', () => {
  // On 6 September 2026 the clocks of Santiago go from 24:00 to 01:00.
  expect(days('2026-09-05T16:00:00Z', 3, 'America/Santiago')).toEqual({
    names: ['2026-09-05', '2026-09-06', '2026-09-07'],
    starts: ['2026-09-05T04:00', '2026-09-06T04:00', '2026-09-07T03:00', '2026-09-08T03:00'],
    hours: [24, 23, 24],
  });
});
