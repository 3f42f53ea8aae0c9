import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type DecideInput, type Decision } from '../../../domain/decision/decide.ts';
import { decideSoundly } from '../../../domain/decision/decide-soundly.ts';
import type { JournalEntry } from '../../../domain/decision/decision.ts';
import type { Effect } from '../../../domain/effect.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import type { JourneyDefinition } from '../../../domain/journey/definition/definition.schema.ts';
import { allInside } from '../../../domain/journey/standing.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, aPurchase, aSummary, CUSTOMER_KEY, NOON } from '../../builders.ts';

const placeStep = { type: 'place', placement: 'banner', slot: 'home', title: 'Hello', body: 'There.' } as const;

/** As one of an earlier version, which let a loop go round in a second. */
function loop(seconds: number): JourneyDefinition {
  const hourly = aJourney({
    id: 'loop',
    name: 'Loop',
    enter: { on: 'event', event: 'go' },
    steps: [
      { id: 'pause', type: 'wait', for: '1h' },
      { id: 'tell', ...placeStep, next: 'pause' },
    ],
  });
  const steps = hourly.steps.map((step) => (step.type === 'wait' ? { ...step, for: `${seconds}s` } : step));
  return { ...hourly, steps };
}

function given(playbook: Playbook, state: CustomerState, events: readonly CustomerEvent[], now: number): DecideInput {
  return { customer: CUSTOMER_KEY, playbook, timezone: 'UTC', sandbox: true, state, events, orders: new Map(), now };
}

/** Calls until everything is taken, as the actor does. */
function complete(input: DecideInput): {
  readonly calls: number;
  readonly last: Decision;
  readonly entries: JournalEntry[];
  readonly effects: Effect[];
} {
  const entries: JournalEntry[] = [];
  const effects: Effect[] = [];
  let calls = 0;
  let { state, events } = input;
  for (;;) {
    const decision = decide({ ...input, state, events });
    calls += 1;
    entries.push(...decision.entries);
    effects.push(...decision.effects);
    if (!decision.isPartial) return { calls, last: decision, entries, effects };
    const rest = new Set(decision.state.rest);
    [state, events] = [decision.state, input.events.filter(({ key }) => rest.has(key))];
  }
}

const go = anActivity({ id: 'go', type: 'go', at: NOON, seenAt: NOON });

test('a loop of a second over a day: each call takes a bounded number of instants, and all together every one', () => {
  const input = given(aPlaybook([loop(1)]), aCustomer({ asOf: NOON }), [go], NOON + HOUR);
  const first = decide(input);
  expect(first.isPartial).toBe(true);
  expect(first.entries.length).toBeLessThanOrEqual(200);
  expect(first.effects.length).toBeLessThanOrEqual(150);
  const { calls, effects, last } = complete(input);
  expect(effects).toHaveLength(3_600);
  expect(new Set(effects.map(({ key }) => key)).size).toBe(3_600);
  expect(calls).toBeGreaterThan(17);
  expect(last.state.asOf).toBe(NOON + HOUR);
});

test('in how many calls it is taken does not matter', () => {
  const playbook = aPlaybook([loop(90)]);
  const drawn = fc.array(fc.integer({ min: 0, max: 180 }), { maxLength: 12 });
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 40 }), (minutes, mostInstants) => {
      const purchases = minutes.map((minute, index) =>
        aPurchase({ id: `p-${index}`, at: NOON + minute * MINUTE, seenAt: NOON + minute * MINUTE }),
      );
      const input = given(playbook, aCustomer({ asOf: NOON }), [go, ...purchases], NOON + 3 * HOUR);
      const [whole, sliced] = [complete({ ...input, mostInstants: 100_000 }), complete({ ...input, mostInstants })];
      expect(sliced.entries).toEqual(whole.entries);
      expect(sliced.effects).toEqual(whole.effects);
      const meaning = ({ turn: _turn, ...state }: CustomerState) => state;
      expect(meaning(sliced.last.state)).toEqual(meaning(whole.last.state));
    }),
    { numRuns: 60 },
  );
});

test('thousands of effects at one instant are spread over the milliseconds after it, and none is lost', () => {
  const journeys = Array.from({ length: 60 }, (_, index) =>
    aJourney({
      id: `j-${index}`,
      name: `Journey ${index}`,
      enter: { on: 'event', event: 'go' },
      steps: Array.from({ length: 50 }, (_step, place) => ({ id: `s-${place}`, ...placeStep })),
    }),
  );
  const input = given(aPlaybook(journeys), aCustomer({ asOf: NOON }), [go], NOON + SECOND);
  expect(decide(input).effects.length).toBeLessThanOrEqual(150);
  const { effects, last } = complete(input);
  expect(new Set(effects.map(({ key }) => key)).size).toBe(3_000);
  expect(allInside(last.state.journeys)).toEqual([]);
});

test('an event that cannot be decided on is set aside, and the others of its call are taken', () => {
  // A summary of somebody with orders needs their history; the caller has not brought it.
  const bad = aSummary({ id: 'bad', at: NOON });
  const good = aPurchase({ id: 'good', at: NOON });
  const state = decide(
    given(aPlaybook(), aCustomer({ asOf: NOON - DAY }), [aPurchase({ id: 'o', at: NOON - DAY })], NOON - DAY),
  ).state;
  const sound = decideSoundly(given(aPlaybook(), state, [bad, good], NOON));
  if (sound.is !== 'decided') throw new Error(sound.reason);
  expect(sound.aside.map(({ event }) => event.key)).toEqual([bad.key]);
  expect(sound.aside[0]?.reason).toContain('needs their history');
  expect(sound.decision.applied).toEqual([good.key]);
  expect(sound.decision.state.ledger.orders).toBe(2);
});

test('events of which each can be decided on alone, but not together, are all set aside, and time still passes', () => {
  const events = [aPurchase({ id: 'first', at: NOON - HOUR }), aSummary({ id: 'then', at: NOON })];
  const input = given(aPlaybook(), aCustomer({ asOf: NOON - DAY }), events, NOON);
  for (const event of events) expect(decideSoundly({ ...input, events: [event] })).toMatchObject({ aside: [] });
  const sound = decideSoundly(input);
  if (sound.is !== 'decided') throw new Error(sound.reason);
  expect(sound.aside).toEqual(events.map((event) => ({ event, reason: expect.stringContaining('their history') })));
  expect(sound.decision).toMatchObject({ applied: [], state: { asOf: NOON, ledger: { orders: 0 } } });
});

test('a customer for whom nothing can be decided is stuck, with the reason', () => {
  const playbook = aPlaybook();
  const broken: Playbook = {
    ...playbook,
    scoring: { ...playbook.scoring, version: 2, counts: { actions: ['purchase', 'view'], engagement: 'any' } },
  };
  const state = decide(given(playbook, aCustomer({ asOf: NOON }), [aPurchase({ at: NOON })], NOON)).state;
  expect(decideSoundly(given(broken, state, [aPurchase({ id: 'p-2', at: NOON })], NOON))).toMatchObject({
    is: 'stuck',
    reason: expect.stringContaining('need the history'),
  });
});
