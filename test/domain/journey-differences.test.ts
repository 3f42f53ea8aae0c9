import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldEntries, journeyDifferences, NOTHING_TOLD, type ToldEntry } from '../../domain/decision/journal-fold.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { aJourney, anActivity, aPlaybook, NOON } from '../builders.ts';
import { live } from './decide/shop.ts';

const playbook = aPlaybook([
  aJourney({
    id: 'round',
    enter: { on: 'event', event: 'view', again: '2h' },
    exit: [{ on: 'event', event: 'leave' }],
    steps: [
      { id: 'pause', type: 'wait', until: { on: 'event', event: 'go' }, for: '5h' },
      { id: 'rest', type: 'wait', until: { on: 'event', event: 'go' }, for: '1h', next: 'pause' },
    ],
  }),
  aJourney({
    id: 'once',
    enter: { on: 'event', event: 'go', again: 'never' },
    steps: [{ id: 'later', type: 'wait', for: '1d' }],
  }),
]);

const lives = fc
  .array(fc.record({ type: fc.constantFrom('view', 'go', 'leave'), after: fc.integer({ min: 0, max: 6 }) }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((steps) => {
    let at = NOON;
    return steps.map(({ type, after }, place): CustomerEvent => {
      at += after * HOUR;
      return anActivity({ id: `a-${place}`, type, at });
    });
  });

function differences({ journeys }: CustomerState, journal: readonly ToldEntry[]) {
  return journeyDifferences(journeys, foldEntries(NOTHING_TOLD, journal));
}

async function lived(events: readonly CustomerEvent[]) {
  const calls = events.map((event) => ({ now: event.at, events: [event] }));
  return await live([...calls, { now: NOON + 10 * DAY, events: [] }], { playbook });
}

test('given any life, the journal folds to the journeys of the live state exactly', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (events) => {
      const { state, journal } = await lived(events);
      expect(differences(state, journal)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('given a journal that has lost a fact, the rebuild says which journey differs', async () => {
  const { state, journal } = await lived([
    anActivity({ id: 'a', type: 'view', at: NOON }),
    anActivity({ id: 'b', type: 'go', at: NOON + HOUR }),
  ]);
  const poorer = journal.map((entry) => ({ ...entry, facts: entry.facts.filter(({ what }) => what !== 'left') }));
  expect(differences(state, poorer)).toMatchObject([
    { field: 'journeys.once', live: expect.stringContaining('left'), rebuilt: expect.stringContaining('inside') },
  ]);
});

test('given an enrolment that an earlier version told a part of, only what it told is compared', async () => {
  const { state, journal } = await lived([anActivity({ id: 'a', type: 'view', at: NOON })]);
  const partly = journal.map((entry) => ({
    ...entry,
    earlier: true as const,
    facts: entry.facts.filter(({ what }) => what !== 'heard'),
  }));
  const later = {
    ...state,
    journeys: JSON.parse(JSON.stringify(state.journeys).replaceAll(/"since":\d+/g, '"since":1')),
  };
  expect(differences(later, partly)).toEqual([]);
  expect(differences(later, journal)).not.toEqual([]);
});

test('given a journal cut into pages anywhere, folding page after page is folding it at once', async () => {
  const cuts = fc.array(fc.nat(60), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(lives, cuts, fc.array(fc.boolean(), { minLength: 1 }), async (events, places, marks) => {
      const { journal } = await lived(events);
      const told: ToldEntry[] = journal.map(({ at, facts }, place) => {
        return { at, facts, ...(marks[place % marks.length] ? { earlier: true as const } : {}) };
      });
      const bounds = [0, ...places.map((place) => place % told.length).toSorted((a, b) => a - b), told.length];
      const pages = bounds.slice(1).map((end, place) => told.slice(bounds[place], end));
      expect(pages.flat()).toEqual(told);
      expect(pages.reduce(foldEntries, NOTHING_TOLD)).toEqual(foldEntries(NOTHING_TOLD, told));
    }),
    { numRuns: 60 },
  );
});
