import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLocalTime, nextLocalTime, timeNamed, WEEKDAYS } from '../../../domain/local-time.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { DAY, HOUR, isoTime, MINUTE, type Instant } from '../../../domain/time.ts';
import { aCustomer, anIdentify, aProfileChange, at, inside, NOON, occurrence, take } from '../../builders.ts';
import { book, greeting, toast, viewed } from './greeting.ts';

type Step = JourneyInput['steps'][number];
const steps = (wait: object): Step[] => [
  { id: 'pause', type: 'wait', ...wait },
  toast('after', { next: 'done' }),
  ...(JSON.stringify(wait).includes('other') ? [toast('other')] : []),
  { id: 'done', type: 'stop', reason: 'done' },
];
const missing = { ifMissing: 'other' };
const lives = (zone: string | null) => ({
  ...aCustomer().profile,
  ...(zone ? { timezone: { name: zone, at: 0 } } : {}),
});
const has = (attributes: Readonly<Record<string, string>>) => ({
  attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { value, at: 0 }])),
});

/** When somebody who comes to the wait then goes on; `null`: at once. */
function until(wait: object, from: string, zone: string, attributes = {}): string | null {
  const who = aCustomer({ profile: lives(zone), ...has(attributes) });
  const { state } = take(book({ steps: steps(wait) }), who, at(from), [viewed(at(from))]);
  const end = inside(state, greeting)?.waiting.until;
  return end === undefined || end === null ? null : isoTime(end);
}

describe('a wait until a time of the day', () => {
  test.each<[string, string, object, string, string]>([
    ['today', 'Europe/Berlin', { time: '10:00' }, '2026-01-12T08:00:00Z', '2026-01-12T09:00:00.000Z'],
    [
      'tomorrow, where it is that time just now',
      'Europe/Berlin',
      { time: '10:00' },
      '2026-01-12T09:00:00Z',
      '2026-01-13T09:00:00.000Z',
    ],
    [
      'after a weekend',
      'Europe/Berlin',
      { time: '10:00', weekdays: ['monday'] },
      '2026-01-12T09:00:00Z',
      '2026-01-19T09:00:00.000Z',
    ],
    [
      'on either day',
      'UTC',
      { time: '10:00', weekdays: ['sunday', 'wednesday'] },
      '2026-01-12T09:00:00Z',
      '2026-01-14T10:00:00.000Z',
    ],
    [
      'a skipped hour comes later by the gap',
      'Europe/Berlin',
      { time: '02:30' },
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'an hour that comes twice is the first',
      'Europe/Berlin',
      { time: '02:30' },
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'and the second is not waited for',
      'Europe/Berlin',
      { time: '02:30' },
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00.000Z',
    ],
    [
      'the day after the clock was moved',
      'Europe/Berlin',
      { time: '10:00' },
      '2026-03-28T12:00:00Z',
      '2026-03-29T08:00:00.000Z',
    ],
    [
      'a skipped hour in New York',
      'America/New_York',
      { time: '02:30' },
      '2026-03-07T12:00:00Z',
      '2026-03-08T07:30:00.000Z',
    ],
    [
      'an hour that comes twice in New York',
      'America/New_York',
      { time: '01:30' },
      '2026-10-31T12:00:00Z',
      '2026-11-01T05:30:00.000Z',
    ],
    [
      'half an hour that is skipped',
      'Australia/Lord_Howe',
      { time: '02:15' },
      '2026-10-03T12:00:00Z',
      '2026-10-03T15:45:00.000Z',
    ],
    [
      'half an hour that comes twice',
      'Australia/Lord_Howe',
      { time: '01:45' },
      '2026-04-04T12:00:00Z',
      '2026-04-04T14:45:00.000Z',
    ],
    [
      'a day that a zone left out',
      'Pacific/Apia',
      { time: '10:00', weekdays: ['friday'] },
      '2011-12-29T12:00:00Z',
      '2012-01-05T20:00:00.000Z',
    ],
  ])('%s (%s)', (_, zone, spec, from, expected) => {
    expect(until({ at: spec }, from, zone)).toBe(expected);
  });

  test('is by the clock of the workspace where the customer’s is unknown, or unknown here', () => {
    for (const zone of [null, 'Mars/Olympus']) {
      const who = aCustomer({ profile: lives(zone) });
      const options = { timezone: 'America/New_York' };
      const { state } = take(book({ steps: steps({ at: { time: '10:00' } }) }), who, NOON, [viewed()], options);
      expect(inside(state, greeting)?.waiting.until).toBe(at('2026-01-12T15:00:00Z'));
    }
  });

  test('is the next such time of the new zone where that changes meanwhile, and stays where both clocks agree', () => {
    const playbook = book({ steps: steps({ at: { time: '10:00' } }) });
    const who = aCustomer({ profile: lives('Europe/Berlin') });
    const waits = take(playbook, who, at('2026-01-12T10:00:00Z'), [viewed(at('2026-01-12T10:00:00Z'))]).state;
    expect(inside(waits, greeting)?.waiting.until).toBe(at('2026-01-13T09:00:00Z'));
    const moved = (zone: string) => {
      const change = aProfileChange({ at: NOON, timezone: zone });
      return take(playbook, { ...waits, profile: lives(zone) }, NOON, [occurrence(change)]);
    };
    const west = moved('America/New_York');
    expect(west.told).toMatchObject([{ what: 'waiting', waiting: { for: 'step', until: at('2026-01-12T15:00:00Z') } }]);
    expect(moved('Europe/Rome').told).toEqual([]);
    expect(take(playbook, west.state, at('2026-01-12T15:00:00Z')).effects).toHaveLength(1);
  });

  test('may be how long an event is waited for', () => {
    const wait = { until: { on: 'event', event: 'purchase' }, at: { time: '18:00' }, onTimeout: 'other' };
    const playbook = book({ steps: steps(wait) });
    const waits = take(playbook, aCustomer(), NOON, [viewed()]).state;
    const [late] = take(playbook, waits, NOON + 6 * HOUR).effects;
    expect(late?.origin.place.step).toBe('other');
  });
});

/** Tries every minute, and asks the calendar of the machine what a clock on the wall shows. */
function oracle(
  from: Instant,
  time: string,
  weekdays: readonly string[] | undefined,
  zone: string,
): Instant | undefined {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  const shown = (instant: Instant) => {
    const part = (type: string) => clock.formatToParts(instant).find((one) => one.type === type)?.value ?? '';
    return { day: part('weekday').toLowerCase(), time: `${part('hour')}:${part('minute')}` };
  };
  for (let instant = from - (from % MINUTE) + MINUTE; instant < from + 9 * DAY; instant += MINUTE) {
    const { day, time: now } = shown(instant);
    if (now !== time || !(weekdays?.includes(day) ?? true)) continue;
    // Of a time that comes twice the first is meant.
    if (shown(instant - HOUR).time !== time && shown(instant - HOUR / 2).time !== time) return instant;
  }
  return undefined;
}

test('the next local time is what a clock on the wall shows, minute by minute', () => {
  const around = fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-10-04', '2026-04-05');
  const asked = fc.record({
    day: around,
    ahead: fc.integer({ min: 1, max: 30 * 60 }),
    zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
    // Outside of the hours that may be skipped, which the table names.
    time: fc.constantFrom('00:30', '01:00', '03:30', '10:00', '23:45'),
    weekdays: fc.option(fc.subarray([...WEEKDAYS], { minLength: 1 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(asked, ({ day, ahead, zone, time, weekdays }) => {
      const from = at(`${day}T12:00:00Z`) - ahead * MINUTE;
      const wanted = { time: timeNamed(time), weekdays };
      const next = nextLocalTime(from, wanted, zone);
      expect(isoTime(next)).toBe(isoTime(oracle(from, time, weekdays, zone) ?? 0));
      expect(isLocalTime(next, wanted, zone)).toBe(true);
    }),
    { numRuns: 12 },
  );
});

describe('a wait for a date of the customer', () => {
  const renewal = { renewal: '2026-03-30' };
  test.each<[string, object, string, object, string]>([
    ['on the day', {}, 'Europe/Berlin', renewal, '2026-03-29T22:00:00.000Z'],
    [
      'three days before, at ten, before the clock is moved',
      { offset: '-3d', time: '10:00' },
      'Europe/Berlin',
      renewal,
      '2026-03-27T09:00:00.000Z',
    ],
    ['a week after, at ten', { offset: '1w', time: '10:00' }, 'Europe/Berlin', renewal, '2026-04-06T08:00:00.000Z'],
    [
      'the day of the change, in an hour that is skipped',
      { offset: '-1d', time: '02:30' },
      'Europe/Berlin',
      renewal,
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'hours are as long as they are',
      { offset: '-24h', time: '12:00' },
      'Europe/Berlin',
      renewal,
      '2026-03-29T10:00:00.000Z',
    ],
    ['in New York', { offset: '-22d', time: '02:30' }, 'America/New_York', renewal, '2026-03-08T07:30:00.000Z'],
    ['on Lord Howe', { offset: '6d', time: '01:45' }, 'Australia/Lord_Howe', renewal, '2026-04-04T14:45:00.000Z'],
    [
      'an instant as it is',
      { offset: '-90m' },
      'Europe/Berlin',
      { renewal: '2026-03-30T10:00:00.000Z' },
      '2026-03-30T08:30:00.000Z',
    ],
    [
      'days before an instant keep its time of the day',
      { offset: '-3d' },
      'Europe/Berlin',
      { renewal: '2026-03-30T10:00:00.000Z' },
      '2026-03-27T11:00:00.000Z',
    ],
    [
      'a time on the day of an instant, by the customer’s calendar',
      { time: '10:00' },
      'Europe/Berlin',
      { renewal: '2026-03-30T23:00:00.000Z' },
      '2026-03-31T08:00:00.000Z',
    ],
  ])('%s', (_, spec, zone, attributes, expected) => {
    expect(until({ date: { attribute: 'renewal', ...spec } }, '2026-01-12T12:00:00Z', zone, attributes)).toBe(expected);
  });

  const wait = { date: { attribute: 'renewal', offset: '-3d', time: '10:00' }, ...missing };
  const playbook = book({ steps: steps(wait) });
  const stepsShown = (found: ReturnType<typeof take>) => found.effects.map(({ origin }) => origin.place.step);

  test('that is past goes on at once, and one that is missing goes its way', () => {
    const from = (attributes: object) => take(playbook, aCustomer(attributes), NOON, [viewed()]);
    expect(stepsShown(from(has({ renewal: '2026-01-15' })))).toEqual(['after']);
    expect(stepsShown(from({}))).toEqual(['other']);
    expect(from({}).told).toContainEqual(expect.objectContaining({ what: 'passed', took: 'missing' }));
    expect(stepsShown(from(has({ renewal: 'soon' })))).toEqual(['other']);
  });

  test('follows the attribute while it waits', () => {
    const waits = take(playbook, aCustomer(has({ renewal: '2026-02-01' })), NOON, [viewed()]).state;
    const said = (attributes: object) =>
      take(playbook, { ...waits, ...attributes }, NOON + DAY, [occurrence(anIdentify({ at: NOON + DAY }))]);
    expect(said(has({ renewal: '2026-03-01' })).told).toMatchObject([
      { what: 'waiting', waiting: { until: at('2026-02-26T10:00:00Z') } },
    ]);
    expect(stepsShown(said(has({ renewal: '2026-01-02' })))).toEqual(['after']);
    expect(stepsShown(said({ attributes: {} }))).toEqual(['other']);
    expect(said(has({ renewal: '2026-02-01' })).told).toEqual([]);
  });
});
