import * as fc from 'fast-check';
import { nextJourneyDeadline } from '../../../domain/journey/walk/deadline.ts';
import type { Occurrence } from '../../../domain/journey/triggers/index.ts';
import type { JourneyDefinition } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { publishJourney, type Playbook } from '../../../domain/playbook.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import { HOUR } from '../../../domain/time.ts';
import { aCustomer, aMove, anActivity, aPlaybook, aPurchase, NOON, occurrence, take } from '../../builders.ts';

const SEGMENTS = ['champions', 'loyal', 'at-risk', 'lost'] as const;
const trigger = fc.oneof(
  fc.record({ on: fc.constant('event' as const), event: fc.constantFrom('purchase', 'view') }),
  fc.record({
    on: fc.constant('event' as const),
    event: fc.constantFrom('purchase', 'view'),
    per: fc.constant('event.item'),
  }),
  fc.record({ on: fc.constant('move' as const), to: fc.subarray([...SEGMENTS], { minLength: 1 }) }),
);
const duration = fc.constantFrom('1h', '6h', '1d', '3d');

/** Left out most of the time. */
function seldom<T>(what: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, what);
}

const effects = [
  fc.constantFrom('one', 'two', 'three').map((journey) => ({ type: 'enter', journey })),
  fc
    .constantFrom(undefined, 'digest', 'service')
    .map((category) => ({ type: 'send', channel: 'email', category, subject: 'S', body: 'B' })),
  fc.constantFrom('banner', 'toast').map((placement) => ({
    type: 'place',
    placement,
    slot: 'home',
    title: 'T',
    body: 'B',
  })),
];
const conditions = fc.constantFrom(
  { field: 'event.amount', op: 'gte', value: 3_000 },
  { field: 'segment', op: 'ne', value: 'lost' },
);

/** Steps s0, s1 …: any may name any other, so loops, gaps and dead ends all come up. */
function stepAt(place: number, count: number): fc.Arbitrary<object> {
  const other = fc.integer({ min: 0, max: count - 1 }).map((to) => `s${to}`);
  const waiting = { type: fc.constant('wait') };
  const paths = fc.array(fc.record({ when: conditions, next: other }), { minLength: 1, maxLength: 2 });
  const going = fc.oneof(
    fc.record({ ...waiting, for: duration }),
    fc.record({ ...waiting, for: duration, until: trigger, onTimeout: other }),
    fc.record({ ...waiting, until: trigger }),
    ...effects,
    fc.record({ type: fc.constant('branch'), paths }),
  );
  const next = seldom(other);
  const step = fc.tuple(going, next).map(([what, to]) => ({ ...what, id: `s${place}`, next: to }));
  const arms = fc
    .tuple(other, other)
    .map((ways) => ways.map((to, n) => ({ name: `arm ${n}`, weight: n + 1, next: to })));
  return fc.oneof(
    { weight: 9, arbitrary: step },
    { arbitrary: arms.map((all) => ({ id: `s${place}`, type: 'split', arms: all })), weight: 1 },
    fc.constant({ id: `s${place}`, type: 'stop', reason: 'done' }),
  );
}

const candidate = fc.integer({ min: 1, max: 8 }).chain((count) =>
  fc.record({
    id: fc.constantFrom('one', 'two', 'three'),
    name: fc.constant('Any'),
    enter: fc
      .tuple(trigger, fc.constantFrom('always', 'always', 'never', '2d'))
      .map(([on, again]) => ({ ...on, again })),
    exit: seldom(trigger).map((exit) => (exit ? [exit] : [])),
    goal: seldom(trigger),
    priority: fc.integer({ min: 0, max: 100 }),
    steps: fc.tuple(...Array.from({ length: count }, (_, place) => stepAt(place, count))),
  }),
);

/** As published: steps that cannot be reached are taken out, what is still at fault is not published. */
const definition = candidate.map((input): JourneyDefinition | null => {
  let steps: readonly object[] = input.steps;
  for (;;) {
    const parsed = parseJourney({ ...input, steps });
    if ('definition' in parsed) return parsed.definition;
    const idle = parsed.problems.filter(({ code }) => code === 'unreachable-step').map(({ path }) => path);
    if (idle.length !== parsed.problems.length) return null;
    steps = steps.filter((_, place) => !idle.includes(`steps[${place}]`));
  }
});
const published = definition.filter((found) => found !== null);

const item = fc.constantFrom({}, { item: 'cup' }, { item: 7 }, { item: '7' });
const happening: fc.Arbitrary<(at: number) => Occurrence> = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 9_000 }), item).map(
    ([amount, facts]) =>
      (at: number) =>
        occurrence(aPurchase({ at, amount, facts })),
  ),
  item.map((facts) => (at: number) => occurrence(anActivity({ at, facts }))),
  fc.tuple(fc.constantFrom(...SEGMENTS), fc.constantFrom(...SEGMENTS)).map(
    ([from, to]) =>
      () =>
        aMove(from, to),
  ),
);
/** What happens to somebody, one instant after another. */
export const life = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 40 }),
    happenings: fc.array(happening, { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 3, maxLength: 8 },
);

type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;

/** Lives through instants and the deadlines between them, and asks `check` after each. */
export function live(
  playbook: Playbook,
  instants: Life,
  check: (found: ReturnType<typeof take>, at: number) => void,
  given: Parameters<typeof take>[4] = {},
): CustomerState {
  let state = aCustomer();
  const due = () => nextJourneyDeadline(state.journeys, playbook)?.at ?? Infinity;
  const pass = (at: number, occurrences: readonly Occurrence[]) => {
    const found = take(playbook, state, at, occurrences, { timezone: 'Europe/Berlin', ...given });
    state = found.state;
    check(found, at);
  };
  let now = NOON;
  for (const { after, happenings } of instants) {
    now += after * HOUR;
    for (let at = due(); at < now; at = due()) pass(at, []);
    const at = now;
    pass(
      at,
      happenings.map((happen) => happen(at)),
    );
  }
  return state;
}

/** Up to four journeys that were published. */
export const books = fc
  .array(published, { minLength: 1, maxLength: 4 })
  .map((all) => all.reduce(publishJourney, aPlaybook()));
