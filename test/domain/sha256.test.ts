import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketOf } from '../../domain/sha256.ts';

/** The same by the platform's own hash. */
function expected(salt: string, id: string): number {
  const bits = createHash('sha256').update(`${salt}:${id}`.toWellFormed(), 'utf8').digest().readBigUInt64BE(0) >> 12n;
  return Number(bits) / 2 ** 52;
}

describe('the bucket of an id', () => {
  test('is the first 52 bits of SHA-256, for texts of any length and script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'binary' }), (salt, id) => {
        expect(bucketOf(salt, id)).toBe(expected(salt, id));
      }),
    );
    for (let length = 0; length <= 200; length += 1) {
      const id = 'x'.repeat(length);
      expect(bucketOf('salt', id)).toBe(expected('salt', id));
    }
  });

  test('lies from 0 up to 1, evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 10_000; n += 1) {
      const tenth = Math.floor(bucketOf('holdout', `customer-${n}`) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });
});
