import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, findHostile } from '../../api/http/hostile.ts';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { factsIn } from '../../domain/events/event-facts.ts';
import { condition } from '../../domain/journey/conditions/condition.schema.ts';
import { CustomerFacts, holds } from '../../domain/journey/conditions/condition.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { aContext } from '../builders.ts';
import { workspaceId } from '../../domain/ids.schema.ts';

const workspace = { _id: workspaceId.parse('shop'), currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };
const TYPES = [
  { type: 'purchase', amount: 100 },
  { type: 'refund', amount: 100, order: 'o-1' },
  { type: 'summary', actions: 1, monetary: 1, lastActionAt: '2026-01-01T00:00:00Z' },
  { type: 'basket.left' },
];
const sent = (data: unknown, of: object = TYPES[3] ?? {}) => ({ id: 'e-1', customer: 'c-1', ...of, data });

/** What a condition finds of an event that came by the API, as text; `undefined` where it finds nothing. */
function found(wire: unknown, name: string): unknown {
  const parsed = wireEvent.parse(wire);
  const { event } = eventRow(parsed, { workspace, receivedAt: Date.UTC(2026, 5, 1) });
  return new CustomerFacts(aContext(), event).read(`event.${name}`);
}

const key = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((name) => /^[^\p{Cc}\p{Cs}.$]{1,64}$/u.test(name) && !(name in Object.prototype) && name !== 'prototype');
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 2_000 }),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.dictionary(key, fc.oneof({ depthSize: 'small', maxDepth: 5 }, leaf, tie('tree')), { maxKeys: 30 }),
}));

function leaves(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`));
}

describe('the data of an event', () => {
  test('that is taken is seen by conditions, all of it, whatever the type of the event', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(...TYPES), (data, of) => {
        const wire = sent(data, of);
        if (findHostile(wire, DEFAULT_LIMITS) || !wireEvent.safeParse(wire).success) return;
        for (const [name, value] of leaves(data, '')) {
          if (name === 'amount' || typeof value === 'object') continue;
          expect(condition.safeParse({ field: `event.${name}`, op: 'eq', value: 1 }).success).toBe(true);
          expect(found(wire, name)).toBe(value);
        }
      }),
    );
  });

  test('has no 21st property that is not seen, and no text that is too long to be', () => {
    const data = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`p${index}`, 'x'.repeat(201 - index)]));
    expect(Object.keys(factsIn(data))).toHaveLength(150);
    expect(found(sent(data), 'p0')).toHaveLength(201);
    expect(found(sent(data), 'p149')).toHaveLength(52);
  });

  test('is seen inside objects by its names joined by dots, and not inside lists', () => {
    const data = { cart: { total: 8_900, items: [{ sku: 'a' }], note: null } };
    expect(found(sent(data), 'cart.total')).toBe(8_900);
    expect(found(sent(data), 'cart.items')).toBeUndefined();
    expect(found(sent(data), 'cart.note')).toBeUndefined();
    const whenBig = { field: 'event.cart.total', op: 'gte', value: 5_000 } as const;
    expect(
      holds(whenBig, {
        read: (field) => (field === 'event.cart.total' ? 8_900 : undefined),
        did: () => false,
        isIn: () => false,
      }),
    ).toBe(true);
  });

  test.each([
    ['a whole number that has lost digits', { number: 12345678901234567000 }, 'data.number', /send it as text/],
    ['a name without characters', { '': 1 }, 'data.', /1 to 64 characters/],
    ['a name that is too long', { inner: { ['x'.repeat(65)]: 1 } }, `data.inner.${'x'.repeat(64)}`, /1 to 64/],
    ['a name with a control character', { 'a\u0007': 1 }, 'data.a\u0007', /no control character/],
  ])('is refused with %s, and says where', (_what, data, path, message) => {
    const parsed = wireEvent.safeParse(sent(data));
    const issue = parsed.error?.issues[0];
    const nested = issue?.code === 'invalid_union' ? issue.errors.flat() : (parsed.error?.issues ?? []);
    expect(nested.map((one) => [one.path.join('.'), one.message])).toContainEqual([
      path,
      expect.stringMatching(message),
    ]);
  });
});
