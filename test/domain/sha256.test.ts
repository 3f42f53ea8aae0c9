import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { customerIdOf, customerKey } from '../../domain/keys.ts';
import { bucketOf } from '../../domain/sha256.ts';

/** Computed with Python's hashlib. */
const KNOWN: readonly (readonly [salt: string, id: string, bits: number])[] = [
  ['winback-2026', 'cust_1', 3_604_113_727],
  ['winback-2026', 'cust_2', 3_378_288_524],
  ['global-holdout', 'cust_1', 4_033_123_156],
];

test.each(KNOWN)('given salt %s, customer %s falls where other programs put them', (salt, id, bits) => {
  expect(bucketOf(salt, id)).toBe(bits / 2 ** 32);
});

test('given another salt, customers are shuffled anew', () => {
  const ids = Array.from({ length: 4_000 }, (_, n) => `c-${n}`);
  const isLow = (salt: string) => ids.map((id) => bucketOf(salt, id) < 0.5);
  const [one, other] = [isLow('one'), isLow('other')];
  const both = ids.filter((_, n) => one[n] && other[n]).length;
  expect(both / ids.length).toBeCloseTo(0.25, 1);
});

test('a customer key gives back the id that the caller gave', () => {
  const ids = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => customerId.safeParse(text).success);
  fc.assert(
    fc.property(ids, (text) => {
      const id = customerId.parse(text);
      expect(customerIdOf(customerKey(workspaceId.parse('shop'), id))).toBe(text);
    }),
  );
});
