import type { EventKey } from '../keys.ts';
import { leftOf, type OrderFacts } from '../ledger/ledger.ts';
import {
  pendingName,
  negative,
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
import type { Earned, LoyaltyFact } from './facts.ts';

/** What the journal tells of the points of one order, or of one spending. */
export interface KeyPoints {
  /** What the order has earned so far, and what refunds of it have taken. */
  readonly earned: readonly Pick<Earned, 'points' | 'posts' | 'day'>[];
  readonly reversed: number;
  /** What the spending has taken and not been given back. */
  readonly spent: readonly ActiveLot[];
}

export const NO_KEY_POINTS: KeyPoints = { earned: [], reversed: 0, spent: [] };

/** Learns from a fact what it says of an order or of a spending, if anything. */
export function learnKeyFact(known: Map<EventKey, KeyPoints>, fact: LoyaltyFact): void {
  const learn = (key: EventKey | undefined, change: (before: KeyPoints) => Partial<KeyPoints>) => {
    if (key === undefined) return;
    const before = known.get(key) ?? NO_KEY_POINTS;
    known.set(key, { ...before, ...change(before) });
  };
  if (fact.what === 'earned') learn(fact.order, ({ earned }) => ({ earned: [...earned, fact] }));
  if (fact.what === 'reversed') learn(fact.order, ({ reversed }) => ({ reversed: reversed + fact.points }));
  if (fact.what === 'spent') learn(fact.by, () => ({ spent: (fact.posts.active ?? []).map(negative) }));
  if (fact.what === 'returned') learn(fact.spend, () => ({ spent: [] }));
}

/** By order and spending, what these facts say. */
export function keyPointsIn(facts: readonly LoyaltyFact[]): ReadonlyMap<EventKey, KeyPoints> {
  const known = new Map<EventKey, KeyPoints>();
  for (const fact of facts) learnKeyFact(known, fact);
  return known;
}

/** Points that come back to somebody whose time to spend them has passed can be spent for so many days more. */
const GRACE_DAYS = 30;

/**
 * The lots that a spending has taken, as they come back: to the day on which they would have expired, or to the end of the
 * grace where that has passed. Lots that last as long as somebody earns last from what was earned since.
 * @param earnedOn the last day on which anything was earned
 */
export function restored(spent: readonly ActiveLot[], today: Day, earnedOn: Day | undefined): readonly ActiveLot[] {
  return spent.map((lot) => {
    if (lot.expires === null) return lot;
    const { slides, expires } = lot;
    const now = slides === undefined || earnedOn === undefined ? expires : Math.max(expires, earnedOn + slides + 1);
    return now > today ? { ...lot, expires: now } : { points: lot.points, expires: today + GRACE_DAYS + 1 };
  });
}

/**
 * How many points are still to be taken from an order, so that the share that refunds took of its points is the share that
 * they took of its money: several partial refunds come to what one of their sum does.
 */
export function pointsToReverse({ earned, reversed }: KeyPoints, facts: OrderFacts): number {
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
export function reversal(account: Account, { earned }: KeyPoints, points: number): Posting {
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

function ownExpiries(earned: KeyPoints['earned']): ReadonlySet<Day | null> {
  return new Set(
    earned.flatMap(({ posts }) => [
      ...(posts.active ?? []).filter(({ points }) => points > 0).map(({ expires }: ActiveLot) => expires),
      ...(posts.pending ?? []).map(({ active, expire }) => expiryOf(active, expire)),
    ]),
  );
}
