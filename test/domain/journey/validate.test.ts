import { describe, expect, test } from 'vitest';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { validateJourney } from '../../../domain/journey/definition/validate.ts';
import { LONGEST_SPAN, spanOf } from '../../../domain/time.ts';

type Steps = JourneyInput['steps'];

const stop = (id: string) => ({ id, type: 'stop', reason: 'done' }) as const;
const toast = (id: string, next?: string) =>
  ({
    id,
    type: 'place',
    placement: 'toast',
    slot: 'corner',
    title: 'T',
    body: 'B',
    ...(next ? { next } : {}),
  }) as const;
const journey = (steps: unknown, more: object = {}) => ({
  id: 'greeting',
  name: 'Greeting',
  enter: { on: 'event', event: 'purchase' },
  steps,
  ...more,
});

/** `code path` of every problem. */
function faults(input: unknown): readonly string[] {
  const parsed = parseJourney(input);
  return 'problems' in parsed ? parsed.problems.map(({ code, path }) => `${code} ${path}`) : [];
}
const faultsOf = (steps: Steps) => faults(journey(steps));

describe('a sound definition', () => {
  test('is given back with its defaults', () => {
    const parsed = parseJourney(journey([toast('hello')]));
    expect(parsed).toMatchObject({
      definition: { priority: 50, exit: [], enter: { again: 'always' }, steps: [{ for: '7d' }] },
    });
  });

  test('may go round through a wait for a time or for something', () => {
    expect(faultsOf([toast('again'), { id: 'day', type: 'wait', for: '1d', next: 'again' }])).toEqual([]);
    const until = { on: 'event', event: 'purchase' } as const;
    expect(faultsOf([toast('again'), { id: 'buy', type: 'wait', until, next: 'again' }])).toEqual([]);
  });

  test('may wait for something with a way out', () => {
    const until = { on: 'move', to: ['loyal'] } as const;
    const wait = { id: 'up', type: 'wait', until, for: '3d', onTimeout: 'late', next: 'late' } as const;
    expect(faults(journey([wait, stop('late')]))).toEqual([]);
  });
});

describe('the ways between steps', () => {
  test('must lead to steps that exist', () => {
    const until = { on: 'event', event: 'purchase' } as const;
    expect(
      faultsOf([
        { id: 'fork', type: 'branch', paths: [{ when: { field: 'score.r', op: 'eq', value: 5 }, next: 'nowhere' }] },
        { id: 'buy', type: 'wait', until, for: '1d', onTimeout: 'gone' },
        toast('last', 'missing'),
      ]),
    ).toEqual(['unknown-step steps[0].paths[0].next', 'unknown-step steps[1].onTimeout', 'unknown-step steps[2].next']);
  });

  test('must start from ids that are used once', () => {
    expect(faultsOf([toast('a'), toast('a'), stop('b')])).toEqual(['duplicate-step steps[1].id']);
  });

  test('must reach every step, so nothing stands behind a stop', () => {
    expect(faultsOf([stop('end'), toast('never'), toast('nor-this')])).toEqual([
      'unreachable-step steps[1]',
      'unreachable-step steps[2]',
    ]);
  });

  test('must not go round without a wait: each loop is told once, where it closes', () => {
    expect(faultsOf([toast('a'), toast('b'), toast('c', 'a')])).toEqual(['loop-without-wait steps[2].next']);
    expect(faultsOf([toast('self', 'self')])).toEqual(['loop-without-wait steps[0].next']);
    const when = { field: 'score.r', op: 'eq', value: 5 } as const;
    expect(faultsOf([toast('a'), { id: 'fork', type: 'branch', paths: [{ when, next: 'a' }] }])).toEqual([
      'loop-without-wait steps[1].paths[0].next',
    ]);
  });

  test('name the loop', () => {
    const parsed = parseJourney(journey([toast('a'), toast('b', 'a')]));
    expect(parsed).toMatchObject({ problems: [{ message: expect.stringContaining('a → b → a') }] });
  });

  test.each([
    ['30s', 'goes round after only 30 s; put waits of at least an hour in all into the loop'],
    ['59m', 'goes round after only 59 min; put waits of at least an hour in all into the loop'],
  ])('must take an hour: after a wait of %s it does not', (time, sentence) => {
    const pause = { id: 'w', type: 'wait', for: time, next: 'a' };
    const parsed = parseJourney(journey([toast('a'), pause]));
    expect(parsed).toMatchObject({ problems: [{ path: 'steps[1].next', message: `step "w": a → w → a ${sentence}` }] });
    expect(faults(journey([toast('a'), { ...pause, for: '1h' }]))).toEqual([]);
  });
});

describe('a wait', () => {
  test('must wait for a time or for something', () => {
    expect(faults(journey([{ id: 'w', type: 'wait' }]))).toEqual(['wait-for-nothing steps[0]']);
  });

  test('can only time out where it has both', () => {
    const until = { on: 'event', event: 'purchase' };
    expect(faults(journey([{ id: 'w', type: 'wait', until, onTimeout: 'x' }, stop('x')]))).toEqual([
      'timeout-never steps[0].onTimeout',
    ]);
    expect(faults(journey([{ id: 'w', type: 'wait', for: '1d', onTimeout: 'x' }, stop('x')]))).toEqual([
      'timeout-never steps[0].onTimeout',
    ]);
  });
});

describe('a condition', () => {
  const branchOn = (when: unknown) =>
    faults(journey([{ id: 'f', type: 'branch', paths: [{ when, next: 'x' }] }, stop('x')]));

  test('must be able to hold', () => {
    expect(branchOn({ field: 'segment', op: 'eq', value: 'at_risk' })).toEqual([
      'condition-never steps[0].paths[0].when',
    ]);
    expect(branchOn({ field: 'segment', op: 'lt', value: 'lost' })).toEqual(['condition-never steps[0].paths[0].when']);
    expect(branchOn({ any: [{ not: { field: 'totals.orders', op: 'in', value: [1, '2'] } }] })).toEqual([
      'condition-never steps[0].paths[0].when.any[0].not',
    ]);
    expect(branchOn({ field: 'silence', op: 'in', value: ['overdue', 'lapsed'] })).toEqual([]);
  });

  test.each([
    [
      { field: 'silence', op: 'eq', value: 'gone' },
      'silence is never "gone"; it is one of none, active, overdue, lapsed',
    ],
    [
      { field: 'trajectory', op: 'eq', value: 'up' },
      'trajectory is never "up"; it is one of growing, steady, declining, new',
    ],
    [{ field: 'segment', op: 'eq', value: 5 }, 'segment is never 5; it is the id of a segment'],
    [{ field: 'score.r', op: 'gt', value: 9 }, 'score.r is never more than 9; it is a whole number from 1 to 9'],
    [
      { field: 'totals.revenue', op: 'lt', value: 0 },
      'totals.revenue is never less than 0; it is a whole number from 0 on',
    ],
  ] as const)('says why %j never holds', (when, message) => {
    const path = 'steps[0].paths[0].when.all[1]';
    const parts = { all: [{ field: 'score.r', op: 'gt', value: 8 }, when] };
    const parsed = parseJourney(journey([{ id: 'f', type: 'branch', paths: [{ when: parts, next: 'x' }] }, stop('x')]));
    expect(parsed).toEqual({ problems: [{ code: 'condition-never', path, message: `step "f": ${message}` }] });
  });

  test('can only look at an event where one is the trigger', () => {
    const when = { field: 'event.amount', op: 'gte', value: 5_000 };
    expect(faults(journey([stop('x')], { enter: { on: 'move', when } }))).toEqual(['condition-never enter.when']);
    expect(faults(journey([stop('x')], { enter: { on: 'event', event: 'purchase', when } }))).toEqual([]);
  });

  test('points at the field that is misspelt', () => {
    expect(branchOn({ all: [{ field: 'score.x', op: 'eq', value: 1 }] })).toEqual([
      'malformed steps[0].paths[0].when.all[0].field',
    ]);
  });

  test('of absurd depth is refused', () => {
    let when: unknown = { field: 'score.r', op: 'eq', value: 1 };
    for (let depth = 0; depth < 50_000; depth += 1) when = { not: when };
    expect(branchOn(when)).toEqual(['malformed ']);
  });
});

describe('a definition with many faults', () => {
  test('tells them all at once, the names of steps included', () => {
    expect(
      faults({
        ...journey([
          { id: 'a', type: 'wait', for: 'three days', next: 'nowhere' },
          { id: 'a', type: 'send', channel: 'pigeon', subject: '', body: 'B' },
          { id: 'c', type: 'dance' },
        ]),
        enter: { on: 'event', event: 'purchase', again: 'sometimes' },
        colour: 'red',
        name: undefined,
      }),
    ).toEqual([
      'missing name',
      'malformed enter.again',
      'malformed steps[0].for',
      'malformed steps[1].channel',
      'malformed steps[1].subject',
      'malformed steps[2].type',
      'unknown-field colour',
      'unknown-step steps[0].next',
      'duplicate-step steps[1].id',
    ]);
  });

  test('tells faults of meaning together too', () => {
    expect(
      faults(journey([toast('a', 'nowhere'), { id: 'w', type: 'wait' }, { ...stop('constructor') }, toast('a')])),
    ).toEqual(['wait-for-nothing steps[1]', 'unknown-step steps[0].next', 'duplicate-step steps[3].id']);
  });

  test.each([null, 7, 'text', [], {}])('is refused and never thrown at: %j', (input) => {
    expect(faults(input).length).toBeGreaterThan(0);
  });
});

describe('what is checked and what is done', () => {
  const when = (field: string, value: unknown = 5, op = 'gte') => ({ field, op, value });
  const branch = (field: string, next = 'x') => ({ id: 'f', type: 'branch', paths: [{ when: when(field), next }] });
  const byMove = { enter: { on: 'move', to: ['loyal'] } };

  test('agree on where an event is known', () => {
    expect(faults(journey([branch('event.value'), stop('x')]))).toEqual([]);
    expect(faults(journey([branch('event.value'), stop('x')], byMove))).toEqual([
      'condition-never steps[0].paths[0].when',
    ]);
    const silence = { enter: { on: 'silence', stage: 'overdue' } };
    expect(faults(journey([branch('event.value'), stop('x')], silence))).toEqual([
      'condition-never steps[0].paths[0].when',
    ]);
    const pause = { id: 'w', type: 'wait', for: '1d' };
    expect(faults(journey([pause, branch('event.value'), stop('x')]))).toEqual([
      'condition-never steps[1].paths[0].when',
    ]);
    const until = { id: 'w', type: 'wait', for: '1d', until: { on: 'event', event: 'view' } };
    expect(faults(journey([until, branch('event.value'), stop('x')], byMove))).toEqual([]);
    const late = { ...until, next: 'x', onTimeout: 'f' };
    expect(faults(journey([late, branch('event.value'), stop('x')], byMove))).toEqual([
      'condition-never steps[1].paths[0].when',
    ]);
    expect(faults(journey([toast('t'), branch('event.value'), stop('x')]))).toEqual([]);
  });

  test('agree on what events carry', () => {
    const enters = (event: string, field: string, value: unknown = 5) =>
      faults(journey([stop('x')], { enter: { on: 'event', event, when: when(field, value) } }));
    expect(enters('basket.left', 'event.amount', '5')).toEqual([]);
    expect(enters('basket.left', 'event.amount')).toEqual([]);
    expect(enters('refund', 'event.reason', 'late')).toEqual([]);
    expect(enters('purchase', 'event.amount', '5000')).toEqual(['condition-never enter.when']);
    expect(enters('purchase', 'event.größe')).toEqual([]);
    expect(enters('profile', 'event.value')).toEqual(['condition-never enter.when']);
  });

  test('agree on which numbers a field can be', () => {
    const on = (field: string, op: string, value: unknown) =>
      faults(journey([stop('x')], { enter: { on: 'move', when: when(field, value, op) } }));
    const never = ['condition-never enter.when'];
    expect(on('score.r', 'gte', 10)).toEqual(never);
    expect(on('score.r', 'eq', 0)).toEqual(never);
    expect(on('score.f', 'in', [1, 4.5])).toEqual(never);
    expect(on('totals.orders', 'lt', 0)).toEqual(never);
    expect(on('days-since-last', 'eq', -1)).toEqual(never);
    expect(on('days-since-last', 'gte', 12.5)).toEqual([]);
    expect(on('score.r', 'lte', 5)).toEqual([]);
  });

  test("agree on the scores of the workspace's model", () => {
    const parsed = parseJourney(journey([stop('x')], { enter: { on: 'move', when: when('score.m') } }));
    if (!('definition' in parsed)) throw new Error('not sound');
    const bins = (m: number | null) =>
      validateJourney(parsed.definition, { r: 5, f: 5, m }).map(({ message }) => message);
    expect(bins(5)).toEqual([]);
    expect(bins(3)).toEqual([expect.stringContaining('from 1 to 3')]);
    expect(bins(null)).toEqual([expect.stringContaining('money has no score')]);
  });

  test('agree that a move leads somewhere else', () => {
    expect(faults(journey([stop('x')], { exit: [{ on: 'move', from: ['lost'], to: ['lost'] }] }))).toEqual([
      'trigger-never exit[0]',
    ]);
    expect(faults(journey([stop('x')], { exit: [{ on: 'move', from: ['lost', 'loyal'], to: ['lost'] }] }))).toEqual([]);
  });

  test('agree that placements are plain text with an address that pages can open', () => {
    const shown = (given: object) => faults(journey([{ ...toast('t'), ...given }]));
    expect(shown({ title: 'Hello {{ customer }}', body: '{% if x %}' })).toEqual([
      'plain-text steps[0].title',
      'plain-text steps[0].body',
    ]);
    expect(shown({ url: 'https://example.com/a?b=c#d' })).toEqual([]);
    for (const url of [
      'https:example.com',
      ' https://example.com',
      'javascript:alert(1)',
      'ftp://x.y',
      '//x.y',
      'https://a b.c',
    ]) {
      expect(shown({ url })).toEqual(['malformed steps[0].url']);
    }
  });

  test('agree that placements say what they show in one way, and only lists have a length', () => {
    const { title: _title, body: _body, ...bare } = toast('t');
    const shown = (given: object) => faults(journey([{ ...bare, ...given }]));
    expect(shown({})).toEqual(['missing steps[0].title', 'missing steps[0].body']);
    expect(shown({ template: 'hello' })).toEqual([]);
    expect(shown({ template: 'hello', body: 'B', url: 'https://x.y' })).toEqual([
      'malformed steps[0].body',
      'malformed steps[0].url',
    ]);
    expect(shown({ title: 'T', body: 'B', most: 3 })).toEqual(['malformed steps[0].most']);
    expect(shown({ title: 'T', body: 'B', placement: 'items', most: 3 })).toEqual([]);
  });

  test('agree on how long a duration may be', () => {
    const lasting = (span: string) =>
      faults(
        journey(
          [
            { ...toast('t'), for: span },
            { id: 'w', type: 'wait', for: span },
          ],
          { enter: { on: 'event', event: 'view', again: span } },
        ),
      );
    expect(lasting('3660d')).toEqual([]);
    expect(lasting('999999w')).toEqual(['malformed enter.again', 'malformed steps[0].for', 'malformed steps[1].for']);
    expect(spanOf('999999w')).toBe(LONGEST_SPAN);
  });
});
