import { expect, test } from 'vitest';
import { hourAt, nextHourWhere, nextWeekdayWhere, weekdayAt } from '../../domain/local-time.ts';
import { at } from '../builders.ts';

const iso = (instant: number) => new Date(instant).toISOString();

test('the hour and the day are those on the wall', () => {
  expect([hourAt(at('2026-01-12T23:30:00Z'), 'UTC'), weekdayAt(at('2026-01-12T23:30:00Z'), 'UTC')]).toEqual([
    23,
    'monday',
  ]);
  expect([
    hourAt(at('2026-01-12T23:30:00Z'), 'Europe/Berlin'),
    weekdayAt(at('2026-01-12T23:30:00Z'), 'Europe/Berlin'),
  ]).toEqual([0, 'tuesday']);
  expect(hourAt(at('2026-01-12T23:30:00Z'), 'Asia/Kathmandu')).toBe(5);
});

test.each<[string, string, string, number, string]>([
  ['an ordinary evening', 'Europe/Berlin', '2026-01-12T12:00:00Z', 20, '2026-01-12T19:00:00.000Z'],
  ['the next morning', 'Europe/Berlin', '2026-01-12T12:00:00Z', 7, '2026-01-13T06:00:00.000Z'],
  ['an hour that is skipped today', 'Europe/Berlin', '2026-03-29T00:30:00Z', 2, '2026-03-30T00:00:00.000Z'],
  ['the hour after the one that is skipped', 'Europe/Berlin', '2026-03-29T00:30:00Z', 3, '2026-03-29T01:00:00.000Z'],
  ['an hour that comes twice, again', 'America/New_York', '2026-11-01T05:59:00Z', 2, '2026-11-01T07:00:00.000Z'],
  ['half an hour that comes twice', 'Australia/Lord_Howe', '2026-04-04T14:59:00Z', 2, '2026-04-04T15:30:00.000Z'],
  ['a clock moved by half an hour', 'Australia/Lord_Howe', '2026-10-03T15:20:00Z', 2, '2026-10-03T15:30:00.000Z'],
])('the next time of an hour: %s', (_, zone, from, hour, expected) => {
  expect(iso(nextHourWhere(at(from), zone, (one) => one === hour))).toBe(expected);
});

test('a day of the week begins at midnight, or when the clock first shows that day', () => {
  expect(iso(nextWeekdayWhere(at('2026-01-12T12:00:00Z'), 'Europe/Berlin', (day) => day === 'sunday'))).toBe(
    '2026-01-17T23:00:00.000Z',
  );
  expect(iso(nextWeekdayWhere(at('2026-03-27T12:00:00Z'), 'Africa/Cairo', (day) => day === 'friday'))).toBe(
    '2026-04-02T22:00:00.000Z',
  );
  expect(nextWeekdayWhere(at('2026-01-12T12:00:00Z'), 'UTC', () => false)).toBe(Infinity);
});
