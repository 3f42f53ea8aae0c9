import { describe, expect, test } from 'vitest';
import { attributeOf } from '../../../domain/attributes/attributes.ts';
import { foldEntries, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { differencesOf, rebuildState } from '../../../domain/decision/rebuild.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { DAY, HOUR, isoTime } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, anIdentify, aPlaybook, NOON, take, placeOf } from '../../builders.ts';
import { live } from '../decide/shop.ts';
import { book, greeting, toast, viewed } from './greeting.ts';

const set = (given: object) => ({ id: 'note', type: 'set', attribute: 'plan', ...given }) as const;
const plan = (found: ReturnType<typeof take>) => attributeOf(found.said ?? {}, 'plan');

describe('a step that sets an attribute', () => {
  const run = (given: object, who = aCustomer()) => take(book({ steps: [set(given)] }), who, NOON, [viewed()]);

  test('says its value, which the journal tells', () => {
    const found = run({ value: 'gold' });
    expect(plan(found)).toBe('gold');
    expect(found.told).toContainEqual(
      expect.objectContaining({ what: 'passed', said: { name: 'plan', value: 'gold', received: NOON + 1 } }),
    );
  });

  test('removes it', () => {
    expect(plan(run({ value: null }, aCustomer({ attributes: { plan: { value: 'gold', at: 0 } } })))).toBeUndefined();
  });

  test('says what time it is, or what day it is for the customer', () => {
    expect(plan(run({ now: 'instant' }))).toBe(isoTime(NOON));
    const west = aCustomer({ profile: { timezone: { name: 'Pacific/Kiritimati', at: 0 } } });
    expect(plan(run({ now: 'day' }, west))).toBe('2026-01-13');
  });

  test.each([
    ['silver', 'silver'],
    ['ada@example.com', undefined],
    ['x'.repeat(101), undefined],
    [undefined, undefined],
  ])('takes %j from what came with the customer, where an attribute may be so', (given, expected) => {
    const playbook = aPlaybook([aJourney({ enter: { on: 'api' }, steps: [set({ from: 'entry.plan' })] })]);
    const entry = given === undefined ? {} : { plan: given };
    const asked = { by: 'api', ref: 'r-1' } as const;
    const found = take(playbook, aCustomer(), NOON, [
      { kind: 'entry', journey: greeting, asked, entry, at: NOON, starts: true },
    ]);
    expect(plan(found)).toBe(expected);
    expect(found.told).toContainEqual(expect.objectContaining(expected ? { what: 'passed' } : { took: 'unchanged' }));
  });

  test.each([
    [{}, /does not say what to set/],
    [{ value: 1, now: 'day' }, /says several things at once/],
  ])('%j is refused', (given, why) => {
    const { id, name, enter } = aJourney();
    const parsed = parseJourney({ id, name, enter, steps: [set(given)] });
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems).toEqual([{ code: 'set-unclear', path: 'steps[0]', message: expect.stringMatching(why) }]);
  });
});

describe('what a step said', () => {
  const gold = { field: 'attribute.plan', op: 'eq', value: 'gold' } as const;
  const setter = aJourney({
    id: 'setter',
    enter: { on: 'event', event: 'view' },
    steps: [
      { id: 'rest', type: 'wait', for: '1h' },
      { ...set({ value: 'gold' }), next: 'seen' },
      { id: 'seen', type: 'branch', paths: [{ when: gold, next: 'yes' }], next: 'end' },
      toast('yes', { next: 'end' }),
      { id: 'end', type: 'stop', reason: 'done' },
    ] as JourneyInput['steps'],
  });
  const waiter = aJourney({
    id: 'waiter',
    enter: { on: 'event', event: 'view' },
    steps: [{ id: 'any', type: 'wait', anyOf: [{ when: gold, next: 'other' }] }, toast('other')],
  });
  const playbook = aPlaybook([setter, waiter]);
  const view = anActivity({ at: NOON });

  test('is seen by the steps behind it, and a millisecond later by whoever waits for it', async () => {
    const { effects, state } = await live(
      [
        { now: NOON, events: [view] },
        { now: NOON + DAY, events: [] },
      ],
      { playbook },
    );
    expect(effects.map((effect) => [placeOf(effect).step, effect.at])).toEqual([
      ['yes', NOON + HOUR],
      ['other', NOON + HOUR + 1],
    ]);
    expect(attributeOf(state, 'plan')).toBe('gold');
  });

  test('is a statement of its time, and events and journal together come to the same attributes', async () => {
    const late = anIdentify({
      id: 'late',
      at: NOON + 10 * 60_000,
      seenAt: NOON + 2 * HOUR,
      attributes: { plan: 'basic', city: 'Ulm' },
    });
    const later = anIdentify({ id: 'later', at: NOON + 3 * HOUR, attributes: { trial: true } });
    const calls = [
      { now: NOON, events: [view] },
      { now: NOON + 2 * HOUR, events: [late] },
      { now: NOON + 3 * HOUR, events: [later] },
    ];
    const { state, journal } = await live(calls, { playbook });
    expect(attributeOf(state, 'plan')).toBe('gold');
    const { said } = foldEntries(NOTHING_TOLD, journal);
    const history = [later, view, late];
    expect(differencesOf(state, rebuildState(state, history, playbook, 'UTC', said), playbook)).toEqual([]);
    expect(
      differencesOf(state, rebuildState(state, history, playbook, 'UTC'), playbook).map(({ field }) => field),
    ).toEqual(['attributes']);
  });

  test('holds over the statement that brought the customer to it at the same instant', async () => {
    const echo = aJourney({ enter: { on: 'event', event: 'identify' }, steps: [set({ value: 'gold' })] });
    const said = anIdentify({ at: NOON, attributes: { plan: 'silver' } });
    const { state } = await live([{ now: NOON, events: [said] }], { playbook: aPlaybook([echo]) });
    expect(attributeOf(state, 'plan')).toBe('gold');
  });
});
