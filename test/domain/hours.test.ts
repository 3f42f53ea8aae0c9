import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestHour, NO_HOURS, withHour } from '../../domain/ledger/hours.ts';
import { DAY, HOUR, isoTime, MINUTE } from '../../domain/time.ts';
import { aJourney, anActivity, aPlaybook, at, inside, NOON } from '../builders.ts';
import { live } from './decide/shop.ts';

const berlin = { counted: 'Europe/Berlin', own: 'Europe/Berlin' };
const acting = (...times: string[]) =>
  times.reduce((hours, time) => withHour(hours, at(time), berlin.counted), NO_HOURS);
const best = (hours: readonly number[] | undefined, from: string, within = DAY) =>
  isoTime(bestHour({ hours, ...berlin }, at(from), within));

describe('the hour in which a customer acts', () => {
  test('of somebody of whom nothing is known is in the evening of their own clock', () => {
    expect(best(undefined, '2026-01-12T12:34:00Z')).toBe('2026-01-12T18:00:00.000Z');
    const west = { hours: undefined, counted: 'Europe/Berlin', own: 'America/New_York' };
    expect(isoTime(bestHour(west, at('2026-01-12T12:34:00Z'), DAY))).toBe('2026-01-13T00:00:00.000Z');
  });

  test('is where their own signs of life are, as soon as it comes', () => {
    const mornings = acting('2026-01-05T06:10:00Z', '2026-01-06T06:50:00Z');
    expect(best(mornings, '2026-01-12T12:34:00Z')).toBe('2026-01-13T06:00:00.000Z');
    expect(best(mornings, '2026-01-12T06:34:00Z')).toBe('2026-01-12T06:34:00.000Z');
  });

  test('is the best one within the delay', () => {
    const mornings = acting('2026-01-05T06:10:00Z', '2026-01-06T06:50:00Z');
    expect(best(mornings, '2026-01-12T12:34:00Z', 5 * HOUR)).toBe('2026-01-12T17:00:00.000Z');
    expect(best(mornings, '2026-01-12T12:34:00Z', 10 * MINUTE)).toBe('2026-01-12T12:34:00.000Z');
  });

  test('is by the clock, also where it is moved meanwhile', () => {
    const mornings = acting('2026-03-20T06:10:00Z', '2026-03-21T06:50:00Z');
    expect(best(mornings, '2026-03-28T12:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    const nights = acting('2026-10-20T00:10:00Z', '2026-10-21T00:10:00Z');
    expect(best(nights, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:00:00.000Z');
  });
});

test('signs of life are counted the same in any order, and never more than came', () => {
  const instants = fc.array(fc.integer({ min: 0, max: 400 * 24 * 60 }).map((minutes) => NOON - minutes * MINUTE));
  fc.assert(
    fc.property(instants, (all) => {
      const fold = (list: readonly number[]) =>
        list.reduce((hours, one) => withHour(hours, one, 'Europe/Berlin'), NO_HOURS);
      expect(fold(all.toReversed())).toEqual(fold(all));
      expect(fold(all).reduce((sum, count) => sum + count, 0)).toBe(all.length);
    }),
    { numRuns: 50 },
  );
});

test('a wait for the best hour ends when it begins', async () => {
  const journey = aJourney({
    enter: { on: 'event', event: 'click' },
    steps: [
      { id: 'best', type: 'wait', bestHour: {} },
      { id: 'done', type: 'stop', reason: 'x' },
    ],
  });
  const views = [2, 3, 4].map((days) => anActivity({ id: `v-${days}`, at: NOON - days * DAY - 4 * HOUR }));
  const click = anActivity({ id: 'c', type: 'click', at: NOON });
  const { state } = await live([{ now: NOON, events: [...views, click] }], { playbook: aPlaybook([journey]) });
  expect(inside(state, journey.id)?.waiting.until).toBe(NOON + 20 * HOUR);
  expect(state.hours?.[8]).toBe(3);
});
