import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotesReader, standingsNow, type EarlierNote, type EarlierStanding } from '../../../domain/journey/earlier.ts';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import type { JourneyFact } from '../../../domain/journey/facts.ts';
import { allInside } from '../../../domain/journey/standing.ts';
import { journeyId, stepId } from '../../../domain/ids.schema.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, NOON, occurrence, take, told } from '../../builders.ts';

const GREETING = journeyId.parse('greeting');
const [FIRST, SECOND] = [stepId.parse('first'), stepId.parse('second')];

test('given standings of 0.3.0, they say the same as enrolments', () => {
  const inside = {
    version: 2,
    enrolment: 3,
    enteredAt: NOON,
    step: FIRST,
    since: NOON,
    waiting: { for: 'step', until: NOON + DAY },
    visits: {},
  } as const;
  const earlier: Record<typeof GREETING, EarlierStanding> = { [GREETING]: { entered: 3, inside } };
  expect(standingsNow(earlier)).toEqual({ greeting: { entered: 3, enrolments: [{ is: 'inside', ...inside }] } });
  expect(standingsNow({ [GREETING]: { entered: 3, leftAt: NOON } })).toEqual({
    greeting: { entered: 3, enrolments: [{ is: 'left', enrolment: 3, at: NOON }] },
  });
  expect(standingsNow({ [GREETING]: { entered: 3 } })).toEqual({ greeting: { entered: 3, enrolments: [] } });
  const now = standingsNow(earlier);
  expect(standingsNow(now)).toEqual(now);
});

test('given notes of 0.3.0, their facts have the whole place', () => {
  const reader = new NotesReader();
  const entered = reader.read([
    { what: 'entered', journey: GREETING, version: 2, enrolment: 3 },
    { what: 'passed', journey: GREETING, step: FIRST },
    { what: 'waiting', journey: GREETING, step: SECOND, until: NOON },
  ]);
  const at = { journey: GREETING, version: 2, enrolment: 3 };
  expect(entered).toEqual([
    { what: 'entered', place: { ...at, step: FIRST, visit: 1 } },
    { what: 'passed', place: { ...at, step: FIRST, visit: 1 } },
    { what: 'reached', place: { ...at, step: SECOND, visit: 1 } },
    { what: 'waiting', place: { ...at, step: SECOND, visit: 1 }, waiting: { for: 'step', until: NOON } },
  ]);
  expect(reader.read([{ what: 'left', journey: GREETING, enrolment: 3, because: { by: 'goal' } }])).toEqual([
    { what: 'left', place: { ...at, step: SECOND, visit: 1 }, because: { by: 'goal' } },
  ]);
});

test('given an enrolment that told nothing but its beginning and a step that was skipped, each has its place', () => {
  const entered = { what: 'entered', journey: GREETING, version: 2, enrolment: 3 } as const;
  const at = { journey: GREETING, version: 2, enrolment: 3, visit: 1 };
  expect(new NotesReader().read([entered])).toEqual([{ what: 'entered', place: { ...at, step: 'untold' } }]);
  const skipped = { what: 'skipped', journey: GREETING, step: FIRST, because: 'capped' } as const;
  expect(new NotesReader().read([entered, skipped]).at(-1)).toEqual({
    what: 'skipped',
    place: { ...at, step: FIRST },
    because: 'capped',
  });
});

test('given facts of today between notes of 0.3.0, what follows them has its place after them', () => {
  const place = { journey: GREETING, version: 2, enrolment: 3, step: FIRST, visit: 1 };
  const waiting = { what: 'waiting', journey: GREETING, step: FIRST, until: NOON } as const;
  const facts: readonly JourneyFact[] = [
    { what: 'entered', place },
    { what: 'skipped', place, because: 'capped' },
  ];
  for (const known of [facts, facts.slice(1)]) {
    const reader = new NotesReader();
    reader.skip(known);
    expect(reader.read([waiting])).toEqual([
      { what: 'reached', place: { ...place, visit: 2 } },
      { what: 'waiting', place: { ...place, visit: 2 }, waiting: { for: 'step', until: NOON } },
    ]);
  }
});

test('given an enrolment that began before the journal, the facts say that its version is not known', () => {
  const [left] = new NotesReader().read([{ what: 'left', journey: GREETING, enrolment: 3, because: { by: 'exit' } }]);
  expect(left?.place).toMatchObject({ journey: GREETING, version: 0, enrolment: 3 });
});

/** A walk round a loop, with two ways through it, as 0.3.0 would have noted it. */
const playbook = aPlaybook([
  aJourney({
    enter: { on: 'event', event: 'view' },
    exit: [{ on: 'event', event: 'leave' }],
    steps: [
      { id: 'hello', type: 'place', placement: 'toast', slot: 'corner', title: 'Hello', body: 'Hello' },
      { id: 'pause', type: 'wait', until: { on: 'event', event: 'go', since: 'step' }, for: '2h', onTimeout: 'hello' },
      { id: 'rest', type: 'wait', for: '1h', next: 'pause' },
    ],
  }),
]);

function noteOf(fact: JourneyFact): EarlierNote[] {
  if (fact.what === 'refused') return [];
  const { journey, version, enrolment, step } = fact.place;
  if (fact.what === 'entered') return [{ what: 'entered', journey, version, enrolment }];
  if (fact.what === 'left') return [{ what: 'left', journey, enrolment, because: fact.because }];
  if (fact.what === 'waiting') return [{ what: 'waiting', journey, step, until: fact.waiting.until }];
  if (fact.what === 'skipped') return [{ what: 'skipped', journey, step, because: fact.because }];
  if (fact.what !== 'passed') return [];
  return [{ what: 'passed', journey, step, ...(fact.took === undefined ? {} : { took: fact.took }) }];
}

test('given any walk, the facts made of its notes are the facts themselves, and put the customer at the same step', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('view', 'go', 'leave', 'nothing'), { maxLength: 20 }), (types) => {
      let state = aCustomer();
      const reader = new NotesReader();
      const journal = types.map((type, hour) => {
        const at = NOON + hour * HOUR;
        const found = take(playbook, state, at, [occurrence(anActivity({ id: `a-${hour}`, type, at }))]);
        ({ state } = found);
        const facts = reader.read(found.facts.flatMap(noteOf));
        // Earlier versions did not tell of those who did not come in.
        const noted = found.told.filter(({ what }) => what !== 'refused');
        expect(told(facts).map(({ what, place }) => ({ what, place }))).toEqual(
          noted.map(({ what, place }) => ({ what, place })),
        );
        return { at, facts };
      });
      const where = (journeys: typeof state.journeys) => allInside(journeys).map(([id, { step }]) => [id, step]);
      expect(where(standingsFrom(journal))).toEqual(where(state.journeys));
    }),
  );
});
