import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventKey } from '../../domain/keys.ts';
import { matchReturns, type Bought, type Returned } from '../../domain/events/returns.ts';

const key = (id: string) => `shop:api:${id}` as EventKey;
const bought = (id: string, at: number, left: number): Bought => ({ key: key(id), at, left });
const returned = (id: string, at: number, amount: number): Returned => ({ key: key(id), at, amount });

/** `C1: o1 5, o2 3` */
function told(purchases: readonly Bought[], returns: readonly Returned[]): readonly string[] {
  const short = (order: EventKey) => order.split(':')[2];
  return [...matchReturns(purchases, returns)].map(([one, parts]) => {
    return `${short(one)}: ${parts.map(({ order, amount }) => `${short(order)} ${amount}`).join(', ')}`;
  });
}

describe('a return that names no order', () => {
  const orders = [bought('o1', 1, 50), bought('o2', 2, 30), bought('o3', 3, 20)];

  test('is taken off the newest order that has exactly this amount left', () => {
    expect(told(orders, [returned('C1', 9, 50)])).toEqual(['C1: o1 50']);
  });

  test('or else off the newest orders, as far as they reach', () => {
    expect(told(orders, [returned('C1', 9, 35)])).toEqual(['C1: o3 20, o2 15']);
  });

  test('never off what was bought after it; what is over names itself and waits', () => {
    expect(told(orders, [returned('C1', 2, 100)])).toEqual(['C1: o2 30, o1 50, C1 20']);
    expect(told(orders, [returned('C1', 0, 5)])).toEqual(['C1: C1 5']);
  });

  test('leaves what an earlier one has taken', () => {
    expect(told(orders, [returned('C2', 9, 20), returned('C1', 8, 25)])).toEqual(['C1: o3 20, o2 5', 'C2: o2 20']);
  });
});

test('of any purchases and returns: each return is told in full, no order gives more than it has, and order does not matter', () => {
  const time = fc.integer({ min: 0, max: 20 });
  const money = fc.integer({ min: 1, max: 12 });
  const purchases = fc.array(fc.tuple(time, money), { maxLength: 12 });
  const returns = fc.array(fc.tuple(time, money), { maxLength: 12 });
  fc.assert(
    fc.property(purchases, returns, fc.func(fc.nat()), (given, back, shuffle) => {
      const all = given.map(([at, left], n) => bought(`o${n}`, at, left));
      const ours = back.map(([at, amount], n) => returned(`C${n}`, at, amount));
      const found = matchReturns(all, ours);
      const taken = new Map<EventKey, number>();
      for (const { key: own, at, amount } of ours) {
        const parts = found.get(own) ?? [];
        expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
        for (const part of parts) {
          taken.set(part.order, (taken.get(part.order) ?? 0) + part.amount);
          if (part.order !== own) expect(all.find((one) => one.key === part.order)?.at).toBeLessThanOrEqual(at);
        }
      }
      for (const { key: order, left } of all) expect(taken.get(order) ?? 0).toBeLessThanOrEqual(left);
      const mixed = [...ours].toSorted((a, b) => shuffle(a.key) - shuffle(b.key));
      expect(matchReturns(all.toReversed(), mixed)).toEqual(found);
    }),
  );
});
