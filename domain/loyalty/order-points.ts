import type { OrderKey } from '../keys.ts';
import { leftOf, type OrderFacts } from '../ledger/ledger.ts';
import {
  pendingName,
  sumOf,
  taken,
  withPending,
  type Account,
  type ActiveLot,
  type PendingLot,
  type Posting,
} from './account.ts';
import type { Day } from './calendar.ts';
import { expiryOf } from './lots.ts';
import type { Earned, LoyaltyFact, Reversed } from './facts.ts';

/** What an order has earned so far, and what refunds of it have taken. */
export interface OrderPoints {
  readonly earned: readonly Pick<Earned, 'points' | 'posts' | 'day'>[];
  readonly reversed: number;
}

export const NO_ORDER_POINTS: OrderPoints = { earned: [], reversed: 0 };

/** With one more fact of that order. */
export function withOrderFact({ earned, reversed }: OrderPoints, fact: Earned | Reversed): OrderPoints {
  return fact.what === 'earned'
    ? { earned: [...earned, fact], reversed }
    : { earned, reversed: reversed + fact.points };
}

/** By order, what these facts say. */
export function orderPointsIn(
  facts: readonly LoyaltyFact[],
  known: ReadonlyMap<OrderKey, OrderPoints> = new Map(),
): ReadonlyMap<OrderKey, OrderPoints> {
  const orders = new Map(known);
  for (const fact of facts) {
    if (!('order' in fact) || fact.order === undefined) continue;
    orders.set(fact.order, withOrderFact(orders.get(fact.order) ?? NO_ORDER_POINTS, fact));
  }
  return orders;
}

/**
 * How many points are still to be taken from an order, so that the share that refunds took of its points is the share that
 * they took of its money: several partial refunds come to what one of their sum does.
 */
export function pointsToReverse({ earned, reversed }: OrderPoints, facts: OrderFacts): number {
  const all = sumOf(earned);
  const { purchase, refunds } = facts;
  if (purchase === null || refunds === 0) return 0;
  const refunded = purchase.amount - leftOf(facts);
  return purchase.amount === 0 ? all - reversed : share(all, refunded, purchase.amount) - reversed;
}

/** Half a point is rounded up. */
function share(points: number, part: number, whole: number): number {
  return Number((2n * BigInt(points) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}

/** Takes points of an order back: those still pending first, then active ones, its own first; the rest is owed. */
export function reversal(account: Account, { earned }: OrderPoints, points: number): Posting {
  const waiting = withPending(
    [],
    earned.flatMap(({ posts }) => posts.pending ?? []),
  );
  const pending: PendingLot[] = [];
  let left = points;
  for (const own of waiting) {
    const lot = account.pending.find((one) => pendingName(one) === pendingName(own));
    const less = Math.min(left, own.points, lot?.points ?? 0);
    if (less > 0) pending.push({ ...own, points: -less });
    left -= less;
  }
  const { lots: active, lacking: debt } = taken(account, left, ownExpiries(earned));
  return {
    ...(pending.length === 0 ? {} : { pending }),
    ...(active.length === 0 ? {} : { active }),
    ...(debt === 0 ? {} : { debt }),
  };
}

function ownExpiries(earned: OrderPoints['earned']): ReadonlySet<Day | null> {
  return new Set(
    earned.flatMap(({ posts }) => [
      ...(posts.active ?? []).filter(({ points }) => points > 0).map(({ expires }: ActiveLot) => expires),
      ...(posts.pending ?? []).map(({ active, expire }) => expiryOf(active, expire)),
    ]),
  );
}
