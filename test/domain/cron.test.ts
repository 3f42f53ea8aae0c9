import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDue, parseCron, type Cron } from '../../domain/cron.ts';
import { parseJourney } from '../../domain/journey/definition/parse.schema.ts';
import { timeOfDay } from '../../domain/time-zone.ts';
import { DAY, HOUR, isoTime, MINUTE } from '../../domain/time.ts';
import { at } from '../builders.ts';

function cron(text: string): Cron {
  const parsed = parseCron(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}
const due = (text: string, after: string, zone = 'UTC') => {
  const found = nextDue(cron(text), at(after), zone);
  return found === null ? null : isoTime(found);
};

describe('a cron', () => {
  test.each([
    ['0 9 * * *', '2026-01-12T09:00:00Z', '2026-01-13T09:00:00.000Z'],
    ['30 9 * * mon', '2026-01-12T09:29:59Z', '2026-01-12T09:30:00.000Z'],
    ['0 9 * * 7', '2026-01-12T00:00:00Z', '2026-01-18T09:00:00.000Z'],
    ['0 9 1 jan,jul *', '2026-01-12T00:00:00Z', '2026-07-01T09:00:00.000Z'],
    ['0 8-20/6 * * mon-fri', '2026-01-16T20:00:00Z', '2026-01-19T08:00:00.000Z'],
    ['0 0 29 2 *', '2026-01-12T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 0 13 * fri', '2026-01-12T00:00:00Z', '2026-02-13T00:00:00.000Z'],
  ])('%s after %s is due at %s', (text, after, expected) => {
    expect(due(text, after)).toBe(expected);
  });

  test('goes by the clock on the wall: a skipped time is moved on, and one that comes twice is due once', () => {
    expect(due('30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(due('30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(due('30 2 * * *', '2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
    expect(due('0 9 * * *', '2026-07-01T00:00:00Z', 'America/New_York')).toBe('2026-07-01T13:00:00.000Z');
    expect(due('0 0 * * *', '2026-07-01T00:00:00Z', 'Asia/Kolkata')).toBe('2026-07-01T18:30:00.000Z');
  });

  test('is due at the first minute that fits, whatever is asked', () => {
    const minutes = fc.constantFrom('0', '15', '59');
    const hours = fc.constantFrom('*', '*/6', '3', '9-11');
    const weekdays = fc.constantFrom('*', 'mon', '0,6');
    fc.assert(
      fc.property(minutes, hours, weekdays, fc.integer({ min: 0, max: 400 * 24 * 60 }), (minute, hour, weekday, n) => {
        const wanted = cron(`${minute} ${hour} * * ${weekday}`);
        const after = at('2026-01-01T00:00:00Z') + n * MINUTE;
        let naive = after + MINUTE;
        const fits = () => {
          const time = timeOfDay(naive, 'UTC');
          const isTime =
            wanted.hours.includes(Math.floor(time / HOUR)) && wanted.minutes.includes((time % HOUR) / MINUTE);
          return isTime && wanted.weekdays.includes(new Date(naive).getUTCDay());
        };
        while (!fits()) naive += MINUTE;
        expect(nextDue(wanted, after, 'UTC')).toBe(naive);
        expect(naive - after).toBeLessThanOrEqual(7 * DAY);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    '',
    '0 9 * *',
    '60 9 * * *',
    '0 24 * * *',
    '0 9 0 * *',
    '0 9 * 13 *',
    '0 9 * * 8',
    '0 9 * * xyz',
    '5-1 9 * * *',
    '*/0 9 * * *',
    '*-5 9 * * *',
    '0 9 L * *',
  ])('"%s" is none', (text) => {
    expect(parseCron(text)).toHaveProperty('fault');
  });
});

describe('a journey by schedule', () => {
  const problems = (enter: object) => {
    const steps = [{ id: 'pause', type: 'wait', for: '1d' }];
    const parsed = parseJourney({ id: 'j', name: 'J', enter: { on: 'schedule', ...enter }, steps });
    return 'problems' in parsed ? parsed.problems.map(({ code, path }) => `${code} ${path}`) : [];
  };

  test('says when and for whom, at most once an hour', () => {
    expect(problems({ cron: '0 9 * * mon', segment: 'lost' })).toEqual([]);
    expect(problems({ cron: '0 9 * * mon' })).toEqual(['missing enter']);
    expect(problems({ cron: '*/5 * * * *', segment: 'lost' })).toEqual(['trigger-never enter.cron']);
    expect(problems({ cron: '0 9 30 2 *', segment: 'lost' })).toEqual(['trigger-never enter.cron']);
    expect(problems({ cron: 'daily', segment: 'lost' })).toEqual(['trigger-never enter.cron']);
  });
});
