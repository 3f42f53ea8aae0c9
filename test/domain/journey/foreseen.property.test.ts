import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../domain/decision/decide.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import { CustomerFacts, holds } from '../../../domain/journey/conditions/condition.ts';
import type { Condition } from '../../../domain/journey/conditions/condition.schema.ts';
import { foreseen } from '../../../domain/journey/conditions/foreseen.ts';
import { journeyDefinition } from '../../../domain/journey/definition/definition.schema.ts';
import type { JourneyContext } from '../../../domain/journey/walk/context.ts';
import { Reading } from '../../../domain/scoring/reading.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../../domain/time.ts';
import { aContext, aJourney, aPlaybook, aPurchase, anActivity, at, CUSTOMER_KEY, NOON } from '../../builders.ts';
import { condition } from '../conditions.arbitrary.ts';
import { life } from '../decide/events.arbitrary.ts';

/** Whether it makes sense or not: what can never hold is foreseen, too. */
function asking(when: Condition) {
  const steps = [
    { id: 'ask', type: 'branch', paths: [{ when, next: 'bye' }] },
    { id: 'bye', type: 'stop', reason: 'asked' },
  ];
  return aPlaybook([journeyDefinition.parse({ ...aJourney({ enter: { on: 'event', event: 'never' } }), steps })]);
}

/** The same customer later, had nothing happened: scored as they would be. */
function later(context: JourneyContext, when: Instant): JourneyContext {
  const { customer, playbook, timezone, sandbox, state } = context;
  const next = decide({ customer, playbook, timezone, sandbox, state, events: [], orders: new Map(), now: when }).state;
  return { ...context, at: when, state: next, reading: new Reading(next.ledger, next, playbook.scoring, when) };
}

const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu');
/** Hours around moved clocks, and any other time. */
const start = fc.oneof(
  fc
    .constantFrom('2026-03-29T00:10:00Z', '2026-10-24T22:30:00Z', '2026-04-04T14:50:00Z', '2026-10-03T15:20:00Z')
    .map(at),
  fc.integer({ min: 0, max: 400 * 24 * 60 }).map((minutes) => NOON + minutes * MINUTE),
);

describe('what is foreseen of a condition', () => {
  test('holds until then, at whatever instant before it is asked again', () => {
    fc.assert(
      fc.property(
        condition,
        life,
        zones,
        start,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 4, maxLength: 4 }),
        (when, events, timezone, now, spread) => {
          const playbook = asking(when);
          const circumstances = { customer: CUSTOMER_KEY, playbook, timezone, sandbox: true };
          const { state, next } = decide({ ...circumstances, state: NEW_CUSTOMER, events, orders: new Map(), now });
          const context = aContext({
            ...circumstances,
            state,
            at: now,
            reading: new Reading(state.ledger, state, playbook.scoring, now),
          });
          const { holds: is, until } = foreseen(when, context);
          expect(is).toBe(holds(when, new CustomerFacts(context)));
          // Scores and silence have deadlines of their own, at which the condition is asked anew.
          const end = Math.min(until, next?.at ?? Infinity, now + 900 * DAY);
          expect(end).toBeGreaterThan(now);
          const asked = [
            ...spread.map((share) => now + Math.floor((end - now) * share)),
            ...[1, 2, 3].map((hours) => now + hours * HOUR),
            end - 1,
          ];
          for (const instant of asked.filter((one) => one < end)) {
            const then = later(context, instant);
            expect(holds(when, new CustomerFacts(then)), new Date(instant).toISOString()).toBe(is);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each<[string, Condition, Instant]>([
    ['days since the last purchase', { field: 'days-since-last', op: 'gte', value: 7 }, NOON + 7 * DAY],
    ['what was done within a span', { did: 'purchase', times: 1, within: '30d' }, NOON + 30 * DAY],
    ['the second of what was done', { did: 'view', times: 2, within: '2h' }, NOON + 2 * HOUR - 10 * MINUTE],
    ['an order that leaves the window', { field: 'totals.orders', op: 'gte', value: 1 }, at('2027-01-13T00:00:00Z')],
    ['an hour of the day', { field: 'time.hour', op: 'lt', value: 9 }, at('2026-01-12T23:00:00Z')],
    ['a day of the week', { field: 'time.weekday', op: 'eq', value: 'friday' }, at('2026-01-15T23:00:00Z')],
    [
      'the first of two that hold together',
      {
        all: [
          { did: 'purchase', times: 1, within: '30d' },
          { field: 'time.hour', op: 'gte', value: 9 },
        ],
      },
      at('2026-01-12T23:00:00Z'),
    ],
    [
      'what has to begin, where the other holds already',
      {
        all: [
          { field: 'days-since-last', op: 'gte', value: 7 },
          { field: 'time.hour', op: 'gte', value: 9 },
        ],
      },
      NOON + 7 * DAY,
    ],
    [
      'nothing, where a segment decides',
      {
        all: [
          { field: 'segment', op: 'eq', value: 'lost' },
          { field: 'time.hour', op: 'gte', value: 9 },
        ],
      },
      Infinity,
    ],
    ['nothing, where every hour is meant', { field: 'time.hour', op: 'gte', value: 0 }, Infinity],
  ])('names the very instant: %s', (_, when, expected) => {
    const playbook = asking(when);
    const circumstances = { customer: CUSTOMER_KEY, playbook, timezone: 'Europe/Berlin', sandbox: true };
    const events = [
      aPurchase({ at: NOON }),
      ...[10, 0].map((ago) => anActivity({ id: `v-${ago}`, at: NOON - ago * MINUTE })),
    ];
    const { state } = decide({ ...circumstances, state: NEW_CUSTOMER, events, orders: new Map(), now: NOON });
    const context = aContext({ ...circumstances, state });
    const { holds: is, until } = foreseen(when, context);
    expect(until).toBe(expected);
    if (until === Infinity) return;
    expect(holds(when, new CustomerFacts(later(context, until - 1)))).toBe(is);
    expect(holds(when, new CustomerFacts(later(context, until)))).toBe(!is);
  });
});
