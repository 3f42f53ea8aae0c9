import { expect, test } from 'vitest';
import { audiencesIn } from '../../../domain/audience/mentions.ts';
import { circleThrough, inOrder } from '../../../domain/audience/order.ts';
import { membershipsAsTold } from '../../../domain/decision/past-standing.ts';
import { anAudience, NOON, withAudiences } from '../../builders.ts';

const bought = { did: 'purchase' };
const audiencesOf = (...all: readonly ReturnType<typeof anAudience>[]) => withAudiences(all).audiences ?? new Map();

test('an audience is asked after those that it names, and one that is archived is not asked', () => {
  const audiences = audiencesOf(
    anAudience('a', { in: 'c' }),
    anAudience('b', bought, { archived: true }),
    anAudience('c', { all: [bought, { not: { in: 'd' } }] }),
    anAudience('d', bought),
  );
  expect(inOrder(audiences).map(({ id }) => id)).toEqual(['d', 'c', 'a']);
  expect(inOrder(audiences)).toBe(inOrder(audiences));
});

test('a circle is found by whoever would close it, and each of it is still asked once', () => {
  const open = audiencesOf(anAudience('b', { in: 'c' }), anAudience('c', { any: [{ in: 'a' }, bought] }));
  expect(circleThrough(anAudience('a', { in: 'b' }), open)).toEqual(['a', 'b', 'c', 'a']);
  expect(circleThrough(anAudience('a', bought), open)).toEqual([]);
  expect(circleThrough(anAudience('e', { in: 'b' }), open)).toEqual([]);
  const closed = audiencesOf(anAudience('a', { in: 'b' }), anAudience('b', { in: 'a' }));
  expect(inOrder(closed)).toHaveLength(2);
  expect(circleThrough(anAudience('e', { in: 'a' }), closed)).toEqual([]);
});

test('every mention is told with its place', () => {
  const value = { enter: { on: 'audience', audience: 'a' }, steps: [{ when: { any: [{ in: 'b' }, { in: 7 }] } }] };
  expect(audiencesIn(value)).toEqual([
    { path: 'enter.audience', audience: 'a' },
    { path: 'steps[0].when.any[0].in', audience: 'b' },
  ]);
  expect(audiencesIn({ on: 'audience', audience: 3 })).toEqual([]);
});

test('since when somebody was in one is told by the journal, else by what is known today', () => {
  const { id: a } = anAudience('a', bought);
  const { id: b } = anAudience('b', bought);
  const entries = [{ at: NOON - 5, audiences: [{ audience: a, is: 'entered' as const }] }, { at: NOON - 1 }];
  expect(membershipsAsTold({ [a]: NOON, [b]: NOON }, entries, { [b]: NOON - 9 })).toEqual({ a: NOON - 5, b: NOON - 9 });
  expect(membershipsAsTold({ [b]: NOON }, [])).toEqual({ b: NOON });
  expect(membershipsAsTold(undefined, entries)).toEqual({});
});
