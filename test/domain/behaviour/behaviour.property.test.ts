import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../domain/decision/decide.ts';
import { reread } from '../../../domain/decision/adopt-rules.ts';
import { differencesOf, rebuildState } from '../../../domain/decision/rebuild.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { eventType } from '../../../domain/events/event.ts';
import { CustomerFacts } from '../../../domain/journey/conditions/condition.ts';
import type { Did } from '../../../domain/journey/conditions/condition.schema.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { DAY, spanOf, type Instant } from '../../../domain/time.ts';
import {
  aContext,
  aJourney,
  aKey,
  anActivity,
  aPlaybook,
  aPurchase,
  aRefund,
  CUSTOMER_KEY,
  NOON,
} from '../../builders.ts';
import { life, lifeOfManyRefunds, tellings } from '../decide/events.arbitrary.ts';
import { live } from '../decide/shop.ts';

/** A journey that asks all of this at its one branch, and lets nobody in. */
function asking(asked: readonly Did[]) {
  const steps: JourneyInput['steps'] = [
    { id: 'ask', type: 'branch', paths: [{ when: { any: asked }, next: 'bye' }] },
    { id: 'bye', type: 'stop', reason: 'asked' },
  ];
  return aPlaybook([aJourney({ enter: { on: 'event', event: 'never' }, steps })]);
}

const big = { field: 'event.amount', op: 'gte', value: 5_000 } as const;
const did: fc.Arbitrary<Did> = fc.record({
  did: fc.constantFrom('purchase', 'refund', 'view'),
  when: fc.constantFrom(undefined, big, { not: big }),
  times: fc.integer({ min: 1, max: 7 }),
  within: fc.constantFrom(undefined, '1h', '30d', '400d'),
});
const dids = fc.array(did, { minLength: 1, maxLength: 6 });

/** What anybody would count who keeps everything. */
function hasDone(events: readonly CustomerEvent[], { did: type, when, times, within }: Did, at: Instant): boolean {
  const meant = events.filter((event) => {
    const amount = event.kind === 'purchase' || event.kind === 'refund' ? event.amount : undefined;
    const isBig = amount !== undefined && amount >= 5_000;
    return eventType(event) === type && (when === undefined || ('not' in when ? !isBig : isBig));
  });
  return meant.filter((event) => within === undefined || event.at + spanOf(within) > at).length >= times;
}

const lives = fc.oneof({ weight: 4, arbitrary: life }, { weight: 1, arbitrary: lifeOfManyRefunds });

describe('what a customer did', () => {
  test('is told as by somebody who keeps everything, however late and in whatever order it is learned', async () => {
    const told = lives.chain((events) => fc.tuple(fc.constant(events), tellings(events, NOON), dids));
    await fc.assert(
      fc.asyncProperty(told, fc.integer({ min: 0, max: 500 }), async ([events, calls, asked], later) => {
        const playbook = asking(asked);
        const { state } = await live(calls, { playbook });
        const known = events.filter(({ key }) => calls.some((call) => call.events.some((event) => event.key === key)));
        const at = NOON + later * DAY;
        const facts = new CustomerFacts(aContext({ playbook, state, at }));
        expect(asked.map((one) => facts.did(one))).toEqual(asked.map((one) => hasDone(known, one, at)));
        expect(differencesOf(state, rebuildState(state, known, playbook, 'UTC'), playbook)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('is read from the history where it is asked for the first time, and comes to the same as an import', async () => {
    await fc.assert(
      fc.asyncProperty(life, dids, dids, async (events, before, asked) => {
        const playbook = { ...asking(asked), version: 9 };
        const earlier = [{ now: NOON, events }];
        const { state } = await live([...earlier, { now: NOON + DAY, events: [], playbook }], {
          playbook: asking(before),
        });
        const folded = reread(NEW_CUSTOMER, events, playbook);
        const { state: imported } = fold({
          customer: CUSTOMER_KEY,
          playbook,
          timezone: 'UTC',
          sandbox: false,
          state: folded,
          now: NOON + DAY,
        });
        expect(state.did).toEqual(imported.did);
        const facts = new CustomerFacts(aContext({ playbook, state }));
        expect(asked.map((one) => facts.did(one))).toEqual(asked.map((one) => hasDone(events, one, NOON + DAY)));
      }),
      { numRuns: 40 },
    );
  });

  test('keeps no more instants than are asked for, and forgets what nobody asks any more', async () => {
    const visits = Array.from({ length: 50 }, (_, n) => anActivity({ id: `v-${n}`, at: NOON - n * DAY }));
    const calls = [{ now: NOON, events: visits }];
    const { state } = await live(calls, {
      playbook: asking([
        { did: 'view', times: 3 },
        { did: 'view', times: 2, within: '3d' },
      ]),
    });
    expect(Object.values(state.did ?? {})).toEqual([{ most: 3, at: [NOON - 2 * DAY, NOON - DAY, NOON] }]);
    const after = await live([...calls, { now: NOON + DAY, events: [], playbook: aPlaybook() }], {
      playbook: asking([{ did: 'view', times: 3 }]),
    });
    expect(after.state.did).toBeUndefined();
  });

  test('is not undone by a refund: somebody did buy', async () => {
    const events = [aPurchase({ at: NOON - DAY }), aRefund({ order: aKey('p-1') })];
    const playbook = asking([{ did: 'purchase', times: 1 }]);
    const { state } = await live([{ now: NOON, events }], { playbook });
    expect(state.ledger.orders).toBe(0);
    expect(new CustomerFacts(aContext({ playbook, state })).did({ did: 'purchase', times: 1 })).toBe(true);
  });

  test('has one name however it is written', async () => {
    const one: Did = { did: 'purchase', when: { all: [big, { not: { ...big, value: 9_000 } }] }, times: 1 };
    const other: Did = {
      did: 'purchase',
      when: {
        all: [
          { value: 5_000, op: 'gte', field: 'event.amount' },
          { not: { op: 'gte', value: 9_000, field: 'event.amount' } },
        ],
      },
      times: 2,
    };
    const { state } = await live([{ now: NOON, events: [aPurchase({ amount: 6_000 })] }], {
      playbook: asking([one, other]),
    });
    expect(Object.values(state.did ?? {})).toEqual([{ most: 2, at: [NOON] }]);
  });
});
