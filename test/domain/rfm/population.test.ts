import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundsOf,
  bucketOf,
  counterKeys,
  distributionOf,
  revenueOf,
  type CounterKeys,
} from '../../../domain/scoring/population.ts';
import { quantileCuts, valuesAtCuts } from '../../../domain/scoring/quantile.ts';
import { DAY, utcDay } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const amount = fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 1_000_000_000_000 }));

describe('money buckets', () => {
  test('nothing and less have a bucket of their own', () => {
    expect([bucketOf(-500), bucketOf(0), bucketOf(1)]).toEqual([0, 0, 1]);
    expect(boundsOf(0)).toEqual({ least: Number.MIN_SAFE_INTEGER, most: 0 });
  });

  test('every amount lies within the bounds of its bucket, whose ends belong to it and whose neighbours do not', () => {
    fc.assert(
      fc.property(amount, (minorUnits) => {
        const bucket = bucketOf(minorUnits);
        const { least, most } = boundsOf(bucket);
        expect(least).toBeLessThanOrEqual(minorUnits);
        expect(most).toBeGreaterThanOrEqual(minorUnits);
        expect([bucketOf(least), bucketOf(most)]).toEqual([bucket, bucket]);
        expect(bucketOf(most + 1)).toBe(bucket + 1);
      }),
    );
  });

  test('amounts of one bucket differ by at most one in a hundred', () => {
    fc.assert(
      fc.property(amount, (minorUnits) => {
        const { least, most } = boundsOf(bucketOf(minorUnits + 1));
        expect(most - least).toBeLessThanOrEqual(least / 100);
      }),
    );
  });

  test('are few, up to the greatest amount there can be', () => {
    expect(bucketOf(Number.MAX_SAFE_INTEGER)).toBeLessThan(4_000);
    expect(boundsOf(bucketOf(Number.MAX_SAFE_INTEGER - 1)).most).toBeGreaterThanOrEqual(Number.MAX_SAFE_INTEGER - 1);
  });

  test('one that does not exist is refused', () => {
    expect(() => boundsOf(99_999)).toThrow('there is no money bucket 99999');
  });

  test('with the exact amounts of a few of them, quantiles of money are exact', () => {
    const amounts = fc.array(amount, { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 3, max: 9 }), (all, scores) => {
        const buckets = distributionOf(all.map(bucketOf));
        const needed = new Set(valuesAtCuts(buckets, scores));
        const exact = all.filter((one) => needed.has(bucketOf(one)));
        expect(quantileCuts(revenueOf(buckets, exact), scores)).toEqual(quantileCuts(distributionOf(all), scores));
      }),
    );
  });
});

interface Customer {
  readonly lastPurchaseAt: number;
  readonly frequency: number;
  readonly revenue: number;
}

/** Counters as a store keeps them: one number for each key that somebody is counted under. */
class Counters {
  readonly #counts = new Map<string, number>();

  move(from: CounterKeys | null, to: CounterKeys | null): void {
    for (const measure of ['r', 'f', 'm'] as const) {
      if (from) this.#add(`${measure}${from[measure]}`, -1);
      if (to) this.#add(`${measure}${to[measure]}`, 1);
    }
  }

  get(): readonly (readonly [string, number])[] {
    return [...this.#counts].toSorted(([a], [b]) => a.localeCompare(b));
  }

  #add(key: string, by: number): void {
    const count = (this.#counts.get(key) ?? 0) + by;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }
}

describe('population counters', () => {
  test('a customer is counted under the day, the number and the bucket', () => {
    expect(counterKeys({ lastPurchaseAt: NOON, frequency: 3, revenue: 12_345 }, 'UTC')).toEqual({
      r: utcDay(NOON),
      f: 3,
      m: bucketOf(12_345),
    });
  });

  test('after any sequence of changes they equal a recount, and each measure counts everybody once', () => {
    const customer: fc.Arbitrary<Customer> = fc.record({
      lastPurchaseAt: fc.integer({ min: NOON - 900 * DAY, max: NOON }),
      frequency: fc.nat(12),
      revenue: amount,
    });
    const changes = fc.array(fc.record({ id: fc.nat(8), becomes: fc.option(customer, { freq: 6 }) }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(changes, (all) => {
        const known = new Map<number, Customer>();
        const keys = new Map<number, CounterKeys>();
        const counters = new Counters();
        for (const { id, becomes } of all) {
          const to = becomes && counterKeys(becomes, 'UTC');
          counters.move(keys.get(id) ?? null, to);
          if (to) keys.set(id, to);
          else keys.delete(id);
          if (becomes) known.set(id, becomes);
          else known.delete(id);
        }
        const recount = new Counters();
        for (const one of known.values()) recount.move(null, counterKeys(one, 'UTC'));
        expect(counters.get()).toEqual(recount.get());
        for (const measure of ['r', 'f', 'm']) {
          const sum = counters.get().reduce((total, [key, count]) => total + (key.startsWith(measure) ? count : 0), 0);
          expect(sum).toBe(known.size);
        }
      }),
    );
  });

  test('a distribution has each value once, ascending', () => {
    expect(distributionOf([3, 1, 3, 2, 3])).toEqual([
      [1, 1],
      [2, 1],
      [3, 3],
    ]);
    expect(distributionOf([])).toEqual([]);
  });
});
