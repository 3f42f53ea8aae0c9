import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Audience } from '../../../domain/audience/definition.schema.ts';
import { differencesOf, rebuildState } from '../../../domain/decision/rebuild.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { CustomerFacts, holds } from '../../../domain/journey/conditions/condition.ts';
import type { Condition } from '../../../domain/journey/conditions/condition.schema.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import { Reading } from '../../../domain/scoring/reading.ts';
import { DAY, MINUTE, type Instant } from '../../../domain/time.ts';
import { aContext, anAudience, NOON, withAudiences } from '../../builders.ts';
import { condition } from '../conditions.arbitrary.ts';
import { life, tellings } from '../decide/events.arbitrary.ts';
import { live, type Lived } from '../decide/shop.ts';

/** Three by themselves, and two that build on those. */
const audiences: fc.Arbitrary<readonly Audience[]> = fc
  .tuple(condition, condition, condition)
  .map(([a, b, c]) => [
    anAudience('both', { all: [{ in: 'one' }, { not: { in: 'two' } }] }),
    anAudience('one', a),
    anAudience('two', b),
    anAudience('three', c),
    anAudience('beyond', { any: [{ in: 'both' }, { in: 'three' }] }),
  ]);

/** Who is in what at one instant, asked anew of everything that was known by then. */
function bruteForce(
  known: readonly CustomerEvent[],
  playbook: Playbook,
  at: Instant,
  timezone: string,
): readonly string[] {
  const state = rebuildState({ ...NEW_CUSTOMER, asOf: at }, known, playbook, timezone);
  const context = aContext({
    playbook,
    timezone,
    at,
    state,
    reading: new Reading(state.ledger, state, playbook.scoring, at),
  });
  const facts = new CustomerFacts(context);
  const isIn = (id: string): boolean => {
    const when: Condition | undefined = [...playbook.audiences.values()].find(({ definition }) => definition.id === id)
      ?.definition.condition;
    return (
      when !== undefined && holds(when, { read: (field) => facts.read(field), did: (asked) => facts.did(asked), isIn })
    );
  };
  return [...playbook.audiences.keys()].filter(isIn).toSorted();
}

/** Who was in what at one instant, as the journal tells it. */
function told(journal: Lived['journal'], at: Instant): readonly string[] {
  const members = new Set<string>();
  for (const entry of journal.filter((one) => one.at <= at)) {
    for (const { audience, is } of entry.audiences ?? []) {
      if (members.has(audience) !== (is === 'left')) throw new Error(`${audience} is ${is} twice in a row`);
      if (is === 'entered') members.add(audience);
      else members.delete(audience);
    }
  }
  return [...members].toSorted();
}

/**
 * A life of two years, lived within ten weeks: conditions on the hour make two entries a day. Of whom nothing ever
 * happened nobody decides, so they are in no audience.
 */
const busyLife = life
  .filter((events) => events.length > 0)
  .map((events) => events.map((event) => ({ ...event, at: sooner(event.at), seenAt: sooner(event.seenAt) })));

function busyTellings(events: readonly CustomerEvent[]) {
  return tellings(events, NOON).map((calls) => calls.map((call) => ({ ...call, now: sooner(call.now) })));
}

function sooner(instant: Instant): Instant {
  return NOON - Math.floor((NOON - instant) / 10);
}

const END = NOON + 35 * DAY;

test('whoever is in an audience at any instant of a life is who is found by asking everything anew', async () => {
  const lived = busyLife.chain((events) => fc.tuple(fc.constant(events), busyTellings(events), audiences));
  const moments = fc.array(fc.integer({ min: 0, max: 100 * 24 * 60 }), { minLength: 10, maxLength: 10 });
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe');
  await fc.assert(
    fc.asyncProperty(lived, zones, moments, async ([events, calls, asked], timezone, drawn) => {
      const playbook = withAudiences(asked);
      const { state, journal, wake } = await live([...calls, { now: END, events: [] }], { playbook, timezone });
      const byKey = new Map(events.map((event) => [event.key, event]));
      const first = journal[0]?.at ?? END;
      const changes = journal.flatMap(({ at, audiences: changed }) => (changed ? [at - 1, at, at + 1] : []));
      const instants = [...changes.slice(-30), ...drawn.map((minutes) => END - minutes * MINUTE), END];
      for (const at of instants.filter((one) => one >= first && one <= END)) {
        const taken = journal.filter((entry) => entry.at <= at).flatMap((entry) => entry.events);
        const known = taken.flatMap(({ key }) => byKey.get(key) ?? []);
        expect(told(journal, at), new Date(at).toISOString()).toEqual(bruteForce(known, playbook, at, timezone));
      }
      expect(Object.keys(state.audiences ?? {}).toSorted()).toEqual(told(journal, END));
      expect(differencesOf(state, rebuildState(state, [...byKey.values()], playbook, timezone), playbook)).toEqual([]);
      expect(wake?.at ?? Infinity).toBeGreaterThan(END);
    }),
    { numRuns: 30 },
  );
});
