import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOccasion } from '../../../domain/attributes/anniversary.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { DAY, HOUR, isoTime } from '../../../domain/time.ts';
import { aJourney, anIdentify, aPlaybook, aProfileChange, at, NOON } from '../../builders.ts';
import { live, type Call } from '../decide/shop.ts';
import { toast } from './greeting.ts';

const said = (value: string) => ({ attributes: { birthday: { value, at: 0 } } });
const next = (value: string, given: object, after: string, zone = 'UTC') => {
  const ahead = nextOccasion(said(value), { attribute: 'birthday', time: 10 * HOUR, ...given }, at(after), zone);
  return ahead && [isoTime(ahead.at), ahead.key];
};

describe('a date of the customer', () => {
  test.each<[string, string, object, string, string, [string, string] | null]>([
    ['comes once', '2026-05-10', {}, '2026-01-12T12:00:00Z', 'UTC', ['2026-05-10T10:00:00.000Z', '2026-05-10']],
    ['is over afterwards', '2026-05-10', {}, '2026-05-10T10:00:00Z', 'UTC', null],
    [
      'is before itself by the offset',
      '2026-05-10',
      { offset: '-3d' },
      '2026-01-12T12:00:00Z',
      'UTC',
      ['2026-05-07T10:00:00.000Z', '2026-05-10'],
    ],
    [
      'comes every year',
      '1990-05-10',
      { every: 'year' },
      '2026-05-10T10:00:00Z',
      'UTC',
      ['2027-05-10T10:00:00.000Z', '2027'],
    ],
    [
      'comes first in its own year',
      '2030-05-10',
      { every: 'year' },
      '2026-05-10T10:00:00Z',
      'UTC',
      ['2030-05-10T10:00:00.000Z', '2030'],
    ],
    [
      '29 February in a leap year',
      '2000-02-29',
      { every: 'year' },
      '2027-12-01T00:00:00Z',
      'UTC',
      ['2028-02-29T10:00:00.000Z', '2028'],
    ],
    [
      '29 February in any other',
      '2000-02-29',
      { every: 'year' },
      '2026-01-12T12:00:00Z',
      'UTC',
      ['2026-02-28T10:00:00.000Z', '2026'],
    ],
    [
      'over the turn of the year',
      '1990-01-02',
      { every: 'year', offset: '-1w' },
      '2026-12-01T00:00:00Z',
      'UTC',
      ['2026-12-26T10:00:00.000Z', '2027'],
    ],
    [
      'by their clock',
      '1990-10-25',
      { every: 'year' },
      '2026-01-12T12:00:00Z',
      'Europe/Berlin',
      ['2026-10-25T09:00:00.000Z', '2026'],
    ],
    [
      'in an hour that comes twice',
      '1990-11-01',
      { every: 'year', time: 1.5 * HOUR },
      '2026-01-12T12:00:00Z',
      'America/New_York',
      ['2026-11-01T05:30:00.000Z', '2026'],
    ],
    [
      'in half an hour that is skipped',
      '1990-10-04',
      { every: 'year', time: 2.25 * HOUR },
      '2026-01-12T12:00:00Z',
      'Australia/Lord_Howe',
      ['2026-10-03T15:45:00.000Z', '2026'],
    ],
    ['is none where it is no date', 'soon', {}, '2026-01-12T12:00:00Z', 'UTC', null],
  ])('%s', (_, value, given, after, zone, expected) => {
    expect(next(value, given, after, zone)).toEqual(expected);
  });
});

const party = aJourney({
  id: 'party',
  enter: { on: 'date', attribute: 'birthday', every: 'year', time: '10:00' },
  steps: [toast('cake')],
});
const playbook = aPlaybook([party]);
const birthday = (id: string, when: number, value: string | null): CustomerEvent =>
  anIdentify({ id, at: when, attributes: { birthday: value } });
const moves = (id: string, when: number, timezone: string): CustomerEvent => aProfileChange({ id, at: when, timezone });

/** When the customer entered, with the year that they entered for. */
async function entries(calls: readonly Call[]) {
  const { journal } = await live(calls, { playbook });
  return journal.flatMap(({ at: when, facts }) =>
    facts.flatMap((fact) => (fact.what === 'entered' ? [[isoTime(when), fact.key]] : [])),
  );
}

describe('a journey that lets in on a date', () => {
  const ends = { now: at('2028-06-01T00:00:00Z'), events: [] };

  test('does so at the very instant, year after year, and the deadline is told ahead', async () => {
    const { wakes } = await live([{ now: NOON, events: [birthday('b', NOON, '1990-05-10')] }], { playbook });
    expect(wakes).toEqual([[NOON, at('2026-05-10T10:00:00Z')]]);
    expect(await entries([{ now: NOON, events: [birthday('b', NOON, '1990-05-10')] }, ends])).toEqual([
      ['2026-05-10T10:00:00.000Z', '2026'],
      ['2027-05-10T10:00:00.000Z', '2027'],
      ['2028-05-10T10:00:00.000Z', '2028'],
    ]);
  });

  test('does so once a year, also where the zone or the date changes on that very day', async () => {
    const afterwards = at('2026-05-10T11:00:00Z');
    const calls = [
      { now: NOON, events: [birthday('b', NOON, '1990-05-10')] },
      { now: afterwards, events: [moves('west', afterwards, 'America/Los_Angeles')] },
      { now: afterwards + DAY, events: [birthday('c', afterwards + DAY, '1990-05-20')] },
      { now: at('2026-12-01T00:00:00Z'), events: [] },
    ];
    expect(await entries(calls)).toEqual([['2026-05-10T10:00:00.000Z', '2026']]);
  });

  test('lets nobody in for a date that is learned when it has passed, or was taken back', async () => {
    const late = at('2026-05-10T10:00:01Z');
    expect(await entries([{ now: late, events: [birthday('b', late, '1990-05-10')] }])).toEqual([]);
    const calls = [
      { now: NOON, events: [birthday('b', NOON, '1990-05-10')] },
      { now: NOON + DAY, events: [birthday('c', NOON + DAY, null)] },
      ends,
    ];
    expect(await entries(calls)).toEqual([]);
  });

  test('never lets in twice for one year, however dates and zones are learned', async () => {
    const day = fc
      .integer({ min: 0, max: 25 })
      .map((days) => isoTime(at('1990-05-01T00:00:00Z') + days * DAY).slice(0, 10));
    const zone = fc.constantFrom('Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland');
    const change = fc.record({
      hours: fc.integer({ min: 0, max: 30 * 24 }),
      day: fc.option(day),
      zone: fc.option(zone),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        const start = at('2026-05-01T00:00:00Z');
        const events = changes.flatMap(({ hours, day: value, zone: timezone }, place) => [
          birthday(`b-${place}`, start + hours * HOUR, value),
          ...(timezone === null ? [] : [moves(`z-${place}`, start + hours * HOUR, timezone)]),
        ]);
        const calls = events.toSorted((a, b) => a.at - b.at).map((event) => ({ now: event.at, events: [event] }));
        const entered = await entries([
          { now: start, events: [birthday('b', start, '1990-05-12')] },
          ...calls,
          { now: at('2026-12-01T00:00:00Z'), events: [] },
        ]);
        expect(entered.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });
});
