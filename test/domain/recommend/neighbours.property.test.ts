import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemId, type ItemId } from '../../../domain/ids.schema.ts';
import { distinctItems, MOST_IN_BASKET } from '../../../domain/recommend/basket.ts';
import { LEAST_TOGETHER, llr, neighboursOf } from '../../../domain/recommend/neighbours.ts';
import { PairCounts } from '../../../domain/recommend/pair-counts.ts';
import { naiveNeighbours } from './naive.ts';

const NAMES = Array.from({ length: 12 }, (_, place) => itemId.parse(String.fromCharCode(97 + place)));
/** Few items in many baskets, and threes of them that are often bought together. */
const basket = fc
  .array(fc.tuple(fc.nat(3), fc.subarray([0, 1, 2], { minLength: 2 })), { maxLength: 2 })
  .map((groups) => groups.flatMap(([group, members]) => members.flatMap((member) => NAMES[group * 3 + member] ?? [])))
  .map((items) => ({ items: distinctItems(items) }));
const baskets = fc.array(fc.record({ basket, refunded: fc.boolean() }), { minLength: 60, maxLength: 160 });

function neighboursIn(counts: PairCounts, item: ItemId, whole: PairCounts = counts) {
  const counted = { baskets: whole.baskets, items: whole.counts() };
  return neighboursOf(item, counts.together(item, LEAST_TOGETHER), counted);
}

describe('the log-likelihood ratio', () => {
  test.each([
    [{ together: 10, one: 10, other: 10, all: 20 }, 27.7259],
    [{ together: 1, one: 10, other: 10, all: 100 }, 0],
    [{ together: 0, one: 10, other: 10, all: 20 }, 0],
    [{ together: 100, one: 1_000, other: 1_000, all: 100_000 }, 297.483],
  ])('of %o is %f', (table, value) => {
    expect(llr(table)).toBeCloseTo(value, 3);
  });
});

describe('neighbours', () => {
  test('counted basket by basket, with refunds taken out, are those of the baskets that are left', () => {
    let found = 0;
    fc.assert(
      fc.property(baskets, fc.nat(11), (all, place) => {
        const item = NAMES[place] ?? itemId.parse('a');
        const whole = new PairCounts();
        const focused = new PairCounts(new Set([item]));
        for (const one of all) for (const counts of [whole, focused]) counts.add(one.basket);
        for (const one of all.filter(({ refunded }) => refunded)) {
          for (const counts of [whole, focused]) counts.remove(one.basket);
        }
        const left = all.filter(({ refunded }) => !refunded).map((one) => one.basket);
        const expected = naiveNeighbours(left, item).map((one) => ({ ...one, llr: expect.closeTo(one.llr, 6) }));
        found += expected.length;
        expect(
          neighboursIn(whole, item)
            .map(({ item: other }) => other)
            .toSorted(),
        ).toEqual(expected.map(({ item: other }) => other).toSorted());
        const byItem = (a: { item: string }, b: { item: string }) => (a.item < b.item ? -1 : 1);
        expect(neighboursIn(whole, item).toSorted(byItem)).toEqual(expected.toSorted(byItem));
        expect(neighboursIn(focused, item)).toEqual(neighboursIn(whole, item));
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(20);
  });

  test('are the surest twenty, and a basket counts a hundred items once each', () => {
    const many = Array.from({ length: 1_500 }, (_, place) => itemId.parse(`item ${place}`));
    const [first] = many;
    if (first === undefined) throw new Error('there is no item');
    const counts = new PairCounts();
    for (let n = 0; n < 6; n += 1) counts.add({ items: distinctItems([...many, ...many]) });
    // Wider than the first room of a row: the last hundred meet the first item too.
    for (let n = 0; n < 9; n += 1) counts.add({ items: [first, ...many.slice(n * 90 + 600, n * 90 + 690)] });
    counts.add({ items: many.slice(1_400) });
    expect(counts.together(first, 1)).toHaveLength(MOST_IN_BASKET - 1 + 9 * 90);
    expect(neighboursIn(counts, first)).toHaveLength(20);
  });
});
