import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerId, journeyId, workspaceId, type CustomerId } from '../../../domain/ids.schema.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { customerKey } from '../../../domain/keys.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import { DAY } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, inside, NOON, occurrence, take } from '../../builders.ts';

const GREETING = journeyId.parse('greeting');
const SHOP = workspaceId.parse('shop');

function split(weights: Readonly<Record<string, number>>, more: object = {}): JourneyInput {
  const names = Object.keys(weights);
  return {
    id: 'greeting',
    name: 'Greeting',
    enter: { on: 'event', event: 'view' },
    steps: [
      {
        id: 'half',
        type: 'split',
        arms: names.map((name) => ({ name, weight: weights[name] ?? 0, next: `at-${name}` })),
        ...more,
      },
      ...names.map((name) => ({ id: `at-${name}`, type: 'wait' as const, for: '1d' })),
    ],
  };
}

const books = new Map<string, Playbook>();

/** Reading a definition takes longer than walking through it. */
function bookOf(journey: JourneyInput): Playbook {
  const name = JSON.stringify(journey);
  const known = books.get(name) ?? aPlaybook([aJourney(journey)]);
  books.set(name, known);
  return known;
}

/** The step that a customer stands at behind the split. */
function wayOf(customer: CustomerId, journey: JourneyInput): string {
  const playbook = bookOf(journey);
  const given = { customer: customerKey(SHOP, customer) };
  const { state, told } = take(playbook, aCustomer(), NOON, [occurrence(anActivity())], given);
  const step = inside(state, GREETING)?.step ?? 'nowhere';
  expect(told[1]).toMatchObject({ what: 'passed', took: step.replace('at-', '') });
  return step;
}

function people(count: number): readonly CustomerId[] {
  return Array.from({ length: count }, (_, n) => customerId.parse(`c-${n}`));
}

describe('a split', () => {
  test('sends as many customers each way as the weights say', () => {
    const ways = people(2_000).map((one) => wayOf(one, split({ a: 1, b: 2, c: 1 })));
    const share = (way: string) => ways.filter((one) => one === way).length / ways.length;
    expect([share('at-a'), share('at-b'), share('at-c')].map((one) => Math.round(one * 20) / 20)).toEqual([
      0.25, 0.5, 0.25,
    ]);
  });

  test('sends a customer the same way whenever they come, also under a newer version of the journey', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (n) => {
        const [one] = people(n + 1).slice(-1);
        if (one === undefined) throw new Error('nobody');
        const first = wayOf(one, split({ a: 1, b: 1 }));
        expect(wayOf(one, split({ a: 1, b: 1 }))).toBe(first);
        expect(wayOf(one, { ...split({ a: 1, b: 1 }), name: 'Another name' })).toBe(first);
      }),
      { numRuns: 30 },
    );
  });

  test('moves only customers at the border when a weight changes', () => {
    const moved = people(1_000).filter((one) => {
      const [before, after] = [wayOf(one, split({ a: 50, b: 50 })), wayOf(one, split({ a: 55, b: 45 }))];
      if (before === 'at-a') expect(after).toBe('at-a');
      return before !== after;
    });
    expect(moved.length).toBeGreaterThan(20);
    expect(moved.length).toBeLessThan(80);
  });

  test('agrees with another split of the same salt, and is independent of those of other salts', () => {
    const everybody = people(500);
    const isSame = (one: object, other: object) =>
      everybody.filter((who) => wayOf(who, split({ a: 1, b: 1 }, one)) === wayOf(who, split({ a: 1, b: 1 }, other)));
    expect(isSame({ salt: 'spring' }, { salt: 'spring', id: 'other' }).length).toBe(500);
    const apart = isSame({ salt: 'spring' }, { salt: 'autumn' }).length;
    expect(apart).toBeGreaterThan(200);
    expect(apart).toBeLessThan(300);
  });

  test('puts a customer where anybody can compute it: by the first 32 bits of SHA-256', () => {
    // 3,604,113,727 of 2^32 is .839; 4,033,123,156 is .939. Both by Python's hashlib.
    const first = customerId.parse('cust_1');
    const at = (salt: string, border: number) => wayOf(first, split({ a: border, b: 1_000 - border }, { salt }));
    expect([at('winback-2026', 839), at('winback-2026', 840)]).toEqual(['at-b', 'at-a']);
    expect([at('global-holdout', 939), at('global-holdout', 940)]).toEqual(['at-b', 'at-a']);
  });

  test('counts each time it is come to as a visit of its own in a loop', () => {
    const round: JourneyInput = {
      ...split({ a: 1, b: 1 }),
      steps: [
        {
          id: 'half',
          type: 'split',
          arms: [
            { name: 'a', weight: 1, next: 'rest' },
            { name: 'b', weight: 1, next: 'rest' },
          ],
        },
        { id: 'rest', type: 'wait', for: '1d', next: 'half' },
      ],
    };
    const playbook = aPlaybook([aJourney(round)]);
    const first = take(playbook, aCustomer(), NOON, [occurrence(anActivity())]);
    const second = take(playbook, first.state, NOON + DAY);
    const visits = second.told.flatMap(({ place }) => ('step' in place && place.step === 'half' ? [place.visit] : []));
    expect(visits).toEqual([2]);
  });
});

describe('a split is not published', () => {
  const faults = (given: JourneyInput) => {
    const parsed = parseJourney(given);
    return 'problems' in parsed ? parsed.problems.map(({ code, path }) => `${code} ${path}`) : [];
  };
  const arms = (...names: readonly string[]) => ({
    ...split({ a: 1, b: 1 }, { arms: names.map((name) => ({ name, weight: 1, next: 'at-a' })) }),
  });

  test('whose arms lead nowhere, or leave a step out of reach', () => {
    const lost = split(
      { a: 1, b: 1 },
      {
        arms: [
          { name: 'a', weight: 1, next: 'at-a' },
          { name: 'b', weight: 1, next: 'gone' },
        ],
      },
    );
    // Step at-b follows at-a in the list.
    expect(faults(lost)).toEqual(['unknown-step steps[0].arms[1].next']);
    const steps = split({ a: 1, b: 1 })
      .steps.toReversed()
      .filter(({ id }) => id !== 'at-b');
    expect(faults({ ...split({ a: 1, b: 1 }), steps: [...steps].toReversed() })).toContain(
      'unknown-step steps[0].arms[1].next',
    );
  });

  test('with one arm, with two of one name, or with a weight of nothing', () => {
    expect(faults(arms('a'))).toEqual(['malformed steps[0].arms']);
    expect(faults(arms('a', 'a'))).toEqual(['malformed steps[0].arms']);
    expect(faults(split({ a: 0, b: 1 }))).toEqual(['malformed steps[0].arms[0].weight']);
  });
});
