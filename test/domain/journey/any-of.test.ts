import { describe, expect, test } from 'vitest';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import {
  aCustomer,
  aJourney,
  anActivity,
  anIdentify,
  aPlaybook,
  aPurchase,
  inside,
  NOON,
  occurrence,
  take,
} from '../../builders.ts';
import { live } from '../decide/shop.ts';
import { book, bought, greeting, purchase, toast, viewed } from './greeting.ts';

const gold = { field: 'attribute.plan', op: 'eq', value: 'gold' } as const;
const ends: JourneyInput['steps'] = [
  toast('late', { next: 'done' }),
  toast('thanks', { next: 'done' }),
  toast('clicked', { next: 'done' }),
  toast('golden'),
  { id: 'done', type: 'stop', reason: 'done' },
];
const wait: JourneyInput['steps'][number] = {
  id: 'any',
  type: 'wait',
  for: '3d',
  anyOf: [
    { ...purchase, next: 'thanks' },
    { on: 'event', event: 'click', since: 'step', next: 'clicked' },
    { when: gold, next: 'golden' },
  ],
};
const playbook = book({ steps: [{ id: 'rest', type: 'wait', for: '1d' }, wait, ...ends] });
const plan = (value: string) => ({ attributes: { plan: { value, at: 0 } } });
const shown = (found: ReturnType<typeof take>) => found.effects.map(({ origin }) => origin.place.step);
const resting = take(playbook, aCustomer(), NOON, [viewed()]).state;
const waiting = take(playbook, resting, NOON + DAY).state;
const clicked = (at: number) => occurrence(anActivity({ at, type: 'click', id: `c-${at}` }));

describe('a wait for any of several', () => {
  test('goes the way of what happens', () => {
    expect(shown(take(playbook, waiting, NOON + DAY + HOUR, [bought(NOON + DAY + HOUR)]))).toEqual(['thanks']);
    const found = take(playbook, waiting, NOON + DAY + HOUR, [clicked(NOON + DAY + HOUR)]);
    expect(shown(found)).toEqual(['clicked']);
    expect(found.told[0]).toMatchObject({ what: 'passed', took: 'clicked' });
  });

  test('takes the step after it where the time is over', () => {
    const found = take(playbook, waiting, NOON + 4 * DAY);
    expect(shown(found)).toEqual(['late']);
    expect(found.told[0]).toMatchObject({ took: 'timeout' });
  });

  test('remembers what happened before it was reached, and which way that leads', () => {
    const before = take(playbook, resting, NOON + HOUR, [bought(NOON + HOUR)]);
    expect(before.facts).toContainEqual(expect.objectContaining({ what: 'heard', wait: 'any', way: 'thanks' }));
    expect(shown(take(playbook, before.state, NOON + DAY))).toEqual(['thanks']);
  });

  test('does not count what happened before, where only what happens at the step is meant', () => {
    const before = take(playbook, resting, NOON + HOUR, [clicked(NOON + HOUR)]).state;
    const reached = take(playbook, before, NOON + DAY).state;
    expect(inside(reached, greeting)?.step).toBe('any');
  });

  test('is over at once where a condition holds already, and at the event that makes it hold', () => {
    expect(shown(take(playbook, { ...resting, ...plan('gold') }, NOON + DAY))).toEqual(['golden']);
    const said = occurrence(anIdentify({ at: NOON + 2 * DAY }));
    expect(shown(take(playbook, { ...waiting, ...plan('basic') }, NOON + 2 * DAY, [said]))).toEqual([]);
    expect(shown(take(playbook, { ...waiting, ...plan('gold') }, NOON + 2 * DAY, [said]))).toEqual(['golden']);
  });

  test('goes by what happens first, then by the first condition, and last by its time', () => {
    const end = NOON + 4 * DAY;
    const golden = { ...waiting, ...plan('gold') };
    expect(shown(take(playbook, golden, end, [bought(end)]))).toEqual(['thanks']);
    expect(shown(take(playbook, golden, end))).toEqual(['golden']);
  });

  test('lets a branch behind a way see the event that led there, and refuses it behind the others', () => {
    const branch = (next: string): JourneyInput['steps'] => [
      {
        id: 'any',
        type: 'wait',
        anyOf: [
          { ...purchase, next: 'big' },
          { when: gold, next: 'other' },
        ],
      },
      { id: 'other', type: 'stop', reason: 'x' },
      {
        id: 'big',
        type: 'branch',
        paths: [{ when: { field: 'event.amount', op: 'gte', value: 5_000 }, next }],
        next: 'other',
      },
      toast('seen'),
    ];
    const direct = book({ steps: branch('seen') });
    const stands = take(direct, aCustomer(), NOON, [viewed()]).state;
    const amount = occurrence(aPurchase({ at: NOON + HOUR, amount: 5_000 }));
    expect(shown(take(direct, stands, NOON + HOUR, [amount]))).toEqual(['seen']);
    const misled = branch('seen').map((step) =>
      step.id === 'any'
        ? {
            ...step,
            anyOf: [
              { when: gold, next: 'big' },
              { ...purchase, next: 'other' },
            ],
          }
        : step,
    );
    expect(() => aJourney({ steps: misled })).toThrow(/only known where an event/);
  });
});

describe('a condition that time alone makes hold', () => {
  const silent = { field: 'days-since-last', op: 'gte', value: 20 } as const;
  const journey = aJourney({
    enter: { on: 'event', event: 'purchase' },
    steps: [{ id: 'any', type: 'wait', anyOf: [{ when: silent, next: 'miss' }] }, toast('miss')],
  });

  test('ends the wait at the very instant at which it does, and a purchase moves that instant', async () => {
    const order = (id: string, at: number) => aPurchase({ id, at });
    const { journal, wakes } = await live(
      [
        { now: NOON, events: [order('o-1', NOON)] },
        { now: NOON + 5 * DAY, events: [order('o-2', NOON + 5 * DAY)] },
        { now: NOON + 40 * DAY, events: [] },
      ],
      { playbook: aPlaybook([journey]) },
    );
    const passed = journal.filter(({ facts }) =>
      facts.some(({ what, place }) => what === 'passed' && place.step === 'any'),
    );
    expect(passed.map(({ at }) => at)).toEqual([NOON + 25 * DAY]);
    expect(wakes[1]?.[1] ?? Infinity).toBeLessThanOrEqual(NOON + 25 * DAY);
  });
});
