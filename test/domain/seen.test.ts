import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSeen, needsLookUp, NOTHING_SEEN, remember, type Seen } from '../../domain/decision/recent-keys.ts';
import { MINUTE } from '../../domain/time.ts';
import { aKey, NOON } from '../builders.ts';

function arrival(id: string | number, receivedAt = NOON) {
  return { key: aKey(`e-${id}`), receivedAt };
}

function arrivals(count: number, receivedAt: (index: number) => number = () => NOON) {
  return Array.from({ length: count }, (_, index) => arrival(index, receivedAt(index)));
}

describe('while nothing has been forgotten', () => {
  test('an event is known by its key, and nothing is ever looked up', () => {
    const seen = remember(NOTHING_SEEN, arrivals(24));
    expect(hasSeen(seen, arrival(0).key)).toBe(true);
    expect(hasSeen(seen, arrival('new').key)).toBe(false);
    expect(needsLookUp(seen, arrival('new'))).toBe(false);
  });
});

describe('once keys have been forgotten', () => {
  const seen = remember(
    NOTHING_SEEN,
    arrivals(30, (index) => NOON + index * MINUTE),
  );

  test('the newest are still known, the others have to be looked up', () => {
    expect(seen.keys).toHaveLength(24);
    expect(hasSeen(seen, arrival(29).key)).toBe(true);
    expect(needsLookUp(seen, arrival(29, NOON + 29 * MINUTE))).toBe(false);
    expect(hasSeen(seen, arrival(0).key)).toBe(false);
    expect(needsLookUp(seen, arrival(0))).toBe(true);
  });

  test('whatever arrived no later than one of them has to be looked up', () => {
    expect(needsLookUp(seen, arrival('new', NOON + 5 * MINUTE))).toBe(true);
    expect(needsLookUp(seen, arrival('new', NOON + 5 * MINUTE + 1))).toBe(false);
  });

  test('a late arrival that is forgotten does not lower the watermark', () => {
    const later = remember(
      remember(seen, [arrival('late', NOON - MINUTE)]),
      arrivals(24, () => NOON - MINUTE),
    );
    expect(later.before).toBe(NOON + 29 * MINUTE);
  });
});

/** Everything that ever happens: each key has one arrival, and is delivered again and again, in any order. */
const deliveries = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 80 })
  .chain((receivedAt) =>
    fc.tuple(
      fc.constant(receivedAt),
      fc.array(fc.array(fc.nat(receivedAt.length - 1), { maxLength: 40 }), { maxLength: 12 }),
    ),
  );

test('an event that was applied is always known or looked up, and little is kept', () => {
  fc.assert(
    fc.property(deliveries, ([receivedAt, batches]) => {
      const applied = new Set<number>();
      let seen: Seen = NOTHING_SEEN;
      for (const batch of batches) {
        const known = (index: number) => hasSeen(seen, arrival(index).key);
        const lookedUp = (index: number) => needsLookUp(seen, arrival(index, receivedAt[index]));
        for (const index of applied) expect(known(index) || lookedUp(index)).toBe(true);
        const fresh = [...new Set(batch)].filter((index) => !applied.has(index));
        seen = remember(
          seen,
          fresh.map((index) => arrival(index, receivedAt[index])),
        );
        for (const index of fresh) applied.add(index);
        expect(seen.keys.length).toBeLessThanOrEqual(24);
      }
    }),
  );
});
