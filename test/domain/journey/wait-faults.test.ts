import { expect, test } from 'vitest';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { aJourney } from '../../builders.ts';
import { toast } from './greeting.ts';

const purchase = { on: 'event', event: 'purchase' };
const problemsOf = (wait: object, more: object = {}) => {
  const { id, name, enter } = aJourney();
  const steps = [{ id: 'w', type: 'wait', ...wait }, toast('a', { next: 'b' }), { id: 'b', type: 'stop', reason: 'x' }];
  const parsed = parseJourney({ id, name, enter, steps, ...more });
  return 'problems' in parsed ? parsed.problems.map(({ code, path, message }) => [code, path, message]) : [];
};

test.each<[string, object, string, string, RegExp]>([
  [
    'nothing',
    {},
    'wait-for-nothing',
    'steps[0]',
    /step "w" waits for nothing; say how long with "for", "at", "date" or "bestHour"/,
  ],
  ['two times', { for: '1d', at: { time: '10:00' } }, 'wait-twice', 'steps[0]', /leave one of "for" and "at"/],
  [
    'until and several',
    { until: purchase, anyOf: [{ ...purchase, next: 'b' }] },
    'wait-twice',
    'steps[0]',
    /move what "until" says into "anyOf"/,
  ],
  [
    'a timeout without a time',
    { anyOf: [{ ...purchase, next: 'b' }], onTimeout: 'b' },
    'timeout-never',
    'steps[0].onTimeout',
    /needs both what to wait for/,
  ],
  [
    'a timeout of nothing',
    { at: { time: '10:00' }, onTimeout: 'b' },
    'timeout-never',
    'steps[0].onTimeout',
    /needs both/,
  ],
  [
    'a missing date without a date',
    { for: '1d', ifMissing: 'b' },
    'timeout-never',
    'steps[0].ifMissing',
    /say which date to wait for/,
  ],
  ['a time that no clock shows', { at: { time: '24:00' } }, 'malformed', 'steps[0].at.time', /HH:MM, such as 10:00/],
  [
    'a day that no week has',
    { at: { time: '10:00', weekdays: ['mon'] } },
    'malformed',
    'steps[0].at.weekdays[0]',
    /"monday"/,
  ],
  ['no day at all', { at: { time: '10:00', weekdays: [] } }, 'malformed', 'steps[0].at.weekdays', /at least 1 item/],
  [
    'a day twice',
    { at: { time: '10:00', weekdays: ['monday', 'monday'] } },
    'malformed',
    'steps[0].at.weekdays',
    /named twice/,
  ],
  [
    'an offset of months',
    { date: { attribute: 'renewal', offset: '-1 month' } },
    'malformed',
    'steps[0].date.offset',
    /-3d, \+2w/,
  ],
  [
    'an offset of a century',
    { date: { attribute: 'renewal', offset: '5300w' } },
    'malformed',
    'steps[0].date.offset',
    /at most 3660 days/,
  ],
  [
    'an attribute that nobody has',
    { date: { attribute: 'Renewal' } },
    'malformed',
    'steps[0].date.attribute',
    /the name of an attribute is/,
  ],
  [
    'a way to nowhere',
    { anyOf: [{ ...purchase, next: 'nowhere' }] },
    'unknown-step',
    'steps[0].anyOf[0].next',
    /no step "nowhere"/,
  ],
  [
    'a condition on an event',
    { anyOf: [{ when: { field: 'event.x', op: 'eq', value: 1 }, next: 'b' }] },
    'condition-never',
    'steps[0].anyOf[0].when',
    /only known where an event/,
  ],
  [
    'a condition that never holds',
    { anyOf: [{ when: { field: 'score.r', op: 'gt', value: 9 }, next: 'b' }] },
    'condition-never',
    'steps[0].anyOf[0].when',
    /never more than 9/,
  ],
  [
    'a round of dates',
    { date: { attribute: 'renewal' }, next: 'w' },
    'loop-without-wait',
    'steps[0].next',
    /without ever waiting/,
  ],
])('a wait for %s is refused, with its place and what to do', (_, wait, code, path, why) => {
  expect(problemsOf(wait)).toContainEqual([code, path, expect.stringMatching(why)]);
});

test('a round that waits for a time of the day lets time pass', () => {
  expect(
    problemsOf({ at: { time: '10:00' } }, { steps: [{ id: 'w', type: 'wait', at: { time: '10:00' }, next: 'w' }] }),
  ).toEqual([]);
});

test.each<[object, string, RegExp]>([
  [{ attribute: 'birthday', every: 'month' }, 'enter.every', /send "year"/],
  [{ attribute: 'birthday', time: '10' }, 'enter.time', /HH:MM/],
  [{ attribute: 'birthday', again: 'always' }, 'enter.again', /there is no field "again"/],
  [{ every: 'year' }, 'enter.attribute', /add text/],
])('a date that lets in is refused as %j', (given, path, why) => {
  expect(problemsOf({ for: '1d' }, { enter: { on: 'date', ...given } })).toContainEqual([
    expect.any(String),
    path,
    expect.stringMatching(why),
  ]);
});
