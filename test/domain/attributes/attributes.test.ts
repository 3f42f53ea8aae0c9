import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attributeOf,
  MOST_ATTRIBUTES,
  presentAttributes,
  saysNews,
  together,
  withSaid,
  type Attributes,
  type AttributeValue,
  type Said,
} from '../../../domain/attributes/attributes.ts';

const fold = (said: readonly Said[]): Attributes => said.reduce(withSaid, {});
const values = (known: Attributes) =>
  Object.fromEntries([...presentAttributes(known)].map(([name, { value }]) => [name, value]));

describe('of each attribute the newest statement holds', () => {
  test('whichever is learned of first', () => {
    const older = { at: 1, stated: { plan: 'silver', seats: 2 } };
    const newer = { at: 2, stated: { plan: 'gold' } };
    expect(values(fold([older, newer]))).toEqual({ plan: 'gold', seats: 2 });
    expect(fold([newer, older])).toEqual(fold([older, newer]));
  });

  test('a removal is a statement, which an older one does not undo', () => {
    const removed = fold([
      { at: 2, stated: { plan: null } },
      { at: 1, stated: { plan: 'gold' } },
    ]);
    expect(attributeOf(removed, 'plan')).toBeUndefined();
    expect(attributeOf(withSaid(removed, { at: 3, stated: { plan: 'gold' } }), 'plan')).toBe('gold');
  });

  test('replacing all takes away what was said before, also what is learned of later', () => {
    const all = fold([
      { at: 1, stated: { plan: 'gold', seats: 2 } },
      { at: 3, stated: { city: 'Ulm' }, replaces: true },
      { at: 2, stated: { trial: true } },
      { at: 4, stated: { seats: 3 } },
    ]);
    expect(values(all)).toEqual({ city: 'Ulm', seats: 3 });
  });

  test('of one instant, such as under a clock that stands, the one that came later', () => {
    const [one, other] = [
      { at: 1, received: 10, stated: { plan: 'gold' } },
      { at: 1, received: 20, stated: { plan: 'basic' } },
    ];
    expect(attributeOf(fold([one, other]), 'plan')).toBe('basic');
    expect(attributeOf(fold([other, one]), 'plan')).toBe('basic');
  });

  test('what is older says no news, and so does what is known', () => {
    const known = fold([{ at: 2, stated: { plan: 'gold' } }]);
    expect(saysNews(known, { at: 1, stated: { plan: 'basic' } })).toBe(false);
    expect(saysNews(known, { at: 2, stated: { plan: 'gold' } })).toBe(false);
    expect(saysNews(known, { at: 1, stated: { plan: 'basic', seats: 1 } })).toBe(true);
    expect(saysNews(known, { at: 3, stated: {}, replaces: true })).toBe(true);
  });

  test('names of what every object has are nobody’s attributes', () => {
    expect(attributeOf({ attributes: {} }, 'constructor')).toBeUndefined();
    expect(attributeOf({}, 'plan')).toBeUndefined();
  });
});

const name = fc.integer({ min: 0, max: 130 }).map((number) => `n${number}`);
const value = fc.option(fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 2 }), fc.boolean()));
const said: fc.Arbitrary<Said> = fc
  .record({
    at: fc.integer({ min: 0, max: 400 }),
    received: fc.integer({ min: 0, max: 2 }),
    stated: fc.dictionary(fc.oneof({ weight: 3, arbitrary: name }, fc.constantFrom('n1', 'n2')), value, {
      minKeys: 1,
      maxKeys: 8,
    }),
    replaces: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ at, received, replaces, stated: of }) => ({
    at,
    received: 1_000 + received,
    stated: of,
    ...(replaces === 0 ? { replaces: true } : {}),
  }));
const story = fc.oneof(
  fc.array(said, { maxLength: 12 }),
  fc.array(said, { minLength: 60, maxLength: 90, size: 'max' }),
);

/** Looks at everything that was ever said, from scratch: sorts all of it by time. */
function oracle(all: readonly Said[]): Readonly<Record<string, AttributeValue>> {
  const rank = ({ at, received = at }: Said) => at * 10_000 + received;
  const last = Math.max(-1, ...all.filter(({ replaces }) => replaces).map(rank));
  const spoken = all
    .filter((one) => rank(one) >= last)
    .flatMap((one) => Object.entries(one.stated).map(([of, what]) => ({ of, what, rank: rank(one) })))
    .toSorted((a, b) => a.rank - b.rank || (JSON.stringify(a.what) < JSON.stringify(b.what) ? -1 : 1));
  const names = new Map(spoken.map(({ of, what, rank: at }) => [of, { what, at }]));
  const newest = [...names].toSorted(([a, one], [b, other]) => other.at - one.at || (a < b ? -1 : 1));
  const remembered = newest.slice(0, 100).filter(([, { what }]) => what !== null);
  return Object.fromEntries(remembered.slice(0, MOST_ATTRIBUTES).map(([of, { what }]) => [of, what ?? '']));
}

test('statements in any order come to what sorting all of them by time says', () => {
  const told = story.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(told, ([all, shuffled]) => {
      const known = fold(all);
      expect(fold(shuffled)).toEqual(known);
      expect(fold([...shuffled, ...all])).toEqual(known);
      expect(values(known)).toEqual(oracle(all));
      for (const [of, present] of presentAttributes(known)) expect(attributeOf(known, of)).toBe(present.value);
    }),
    { numRuns: 60 },
  );
});

test('two parts of them put together come to the whole', () => {
  fc.assert(
    fc.property(story, fc.nat(), (all, seed) => {
      const one = all.filter((_, place) => (place * 7 + seed) % 3 === 0);
      const other = all.filter((_, place) => (place * 7 + seed) % 3 !== 0);
      const { attributes = {}, ...replaced } = fold(all);
      expect(together(fold(one), fold(other))).toEqual({ attributes, ...replaced });
    }),
    { numRuns: 60 },
  );
});
