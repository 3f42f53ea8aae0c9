import fc from 'fast-check';
import type { Definition, Step } from '../../web/screens/journeys/definition.ts';

type Make = (id: string, to: () => string, maybe: () => { next?: string }) => Step;

/** One step of each shape that ways can have. */
const MAKES: readonly Make[] = [
  (id, _to, maybe) => ({ id, type: 'send', channel: 'email', subject: 'Hello', body: '<p>Hello</p>', ...maybe() }),
  (id, _to, maybe) => ({ id, type: 'wait', for: '1d', ...maybe() }),
  (id, to, maybe) => ({
    id,
    type: 'wait',
    until: { on: 'event', event: 'purchase' },
    for: '2d',
    onTimeout: to(),
    ...maybe(),
  }),
  (id, to, maybe) => ({
    id,
    type: 'wait',
    date: { attribute: 'renewal' },
    anyOf: [
      { on: 'event', event: 'purchase', next: to() },
      { when: { field: 'silence', op: 'eq', value: 'lapsed' }, next: to() },
    ],
    ifMissing: to(),
    ...maybe(),
  }),
  (id, to, maybe) => ({
    id,
    type: 'branch',
    paths: [{ when: { field: 'score.r', op: 'gte', value: 4 }, next: to() }],
    ...maybe(),
  }),
  (id, to) => ({
    id,
    type: 'split',
    arms: [
      { name: 'one', weight: 1, next: to() },
      { name: 'other', weight: 3, next: to() },
    ],
  }),
  (id, to, maybe) => ({ id, type: 'webhook', url: 'https://example.com/hook', onFailure: to(), ...maybe() }),
  (id) => ({ id, type: 'stop', reason: 'enough' }),
];

const MOST_STEPS = 9;

/** Any journey whose ways all lead to steps of it. */
export const anyDraft: fc.Arbitrary<Definition> = fc
  .tuple(
    fc.array(fc.nat({ max: MAKES.length - 1 }), { minLength: 1, maxLength: MOST_STEPS }),
    fc.infiniteStream(fc.nat({ max: 1_000 })),
  )
  .map(([kinds, numbers]) => {
    const draw = () => numbers.next().value ?? 0;
    const to = () => `s-${draw() % kinds.length}`;
    const maybe = () => (draw() % 3 === 0 ? { next: to() } : {});
    const steps = kinds.flatMap((kind, place) => MAKES[kind]?.(`s-${place}`, to, maybe) ?? []);
    return draftOf(steps);
  });

export function draftOf(steps: readonly Step[]): Definition {
  return { name: 'A draft', enter: { on: 'event', event: 'purchase' }, steps: [...steps] };
}

export function mail(id: string, next?: string): Step {
  return { id, type: 'send', channel: 'email', subject: id, body: 'x', ...(next === undefined ? {} : { next }) };
}
