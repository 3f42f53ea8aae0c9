import { eventFact } from '../events/event-facts.ts';
import type { CustomerEvent } from '../events/event.ts';
import { orderBeside, type EventKey, type OrderKey } from '../keys.ts';
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
import type { LoyaltyState } from './state.ts';

/** What the journal tells of the points of one order, or of one spending. */
export interface KeyPoints {
  /** What the order has earned so far, and what refunds of it have taken. */
  readonly earned: readonly Pick<Earned, 'points' | 'posts' | 'day'>[];
  readonly reversed: number;
  /** What has not been activated for the order alone, nor taken back; time may have made it active with all others. */
  readonly waiting: readonly PendingLot[];
  /** What the spending has taken and not been given back. */
  readonly spent: readonly ActiveLot[];
}

export const NO_KEY_POINTS: KeyPoints = { earned: [], reversed: 0, waiting: [], spent: [] };

/** Learns from a fact what it says of an order or of a spending, if anything. */
export function learnKeyFact(known: Map<EventKey, KeyPoints>, fact: LoyaltyFact): void {
  if (fact.what === 'earned')
    learn(known, fact.order, (before) => ({
      ...before,
      earned: [...before.earned, fact],
      waiting: waitingWith(before, fact.posts),
    }));
  else if (fact.what === 'reversed')
    learn(known, fact.order, (before) => ({
      ...before,
      reversed: before.reversed + fact.points,
      waiting: waitingWith(before, fact.posts),
    }));
  else if (fact.what === 'activated')
    learn(known, fact.order, (before) => ({ ...before, waiting: waitingWith(before, fact.posts) }));
  else if (fact.what === 'spent')
    learn(known, fact.by, (before) => ({ ...before, spent: (fact.posts.active ?? []).map(negative) }));
  else if (fact.what === 'returned') learn(known, fact.spend, (before) => ({ ...before, spent: [] }));
}

function learn(
  known: Map<EventKey, KeyPoints>,
  key: EventKey | undefined,
  change: (before: KeyPoints) => KeyPoints,
): void {
  if (key !== undefined) known.set(key, change(known.get(key) ?? NO_KEY_POINTS));
}

function waitingWith({ waiting }: KeyPoints, { pending }: Posting): readonly PendingLot[] {
  return pending === undefined ? waiting : withPending(waiting, pending);
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
export function reversal(account: Account, { earned, waiting }: KeyPoints, points: number): Posting {
  const pending: PendingLot[] = [];
  let left = points;
  for (const own of waiting) {
    const less = Math.min(left, leftOfLot(account, own)[0]?.points ?? 0);
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

/** As much of an order's own lot as still waits: time makes all that is alike active at once. */
export function leftOfLot({ pending }: Pick<Account, 'pending'>, own: PendingLot): readonly PendingLot[] {
  const lot = pending.find((one) => pendingName(one) === pendingName(own));
  const points = Math.min(own.points, lot?.points ?? 0);
  return points > 0 ? [{ ...own, points }] : [];
}

function ownExpiries(earned: KeyPoints['earned']): ReadonlySet<Day | null> {
  return new Set(
    earned.flatMap(({ posts }) => [
      ...(posts.active ?? []).filter(({ points }) => points > 0).map(({ expires }: ActiveLot) => expires),
      ...(posts.pending ?? []).map(({ active, expire }) => expiryOf(active, expire)),
    ]),
  );
}

/** The order whose points wait for such an event of it, where the event names one. */
export function orderWaiting(state: LoyaltyState | undefined, event: CustomerEvent): OrderKey | undefined {
  if (event.kind !== 'activity') return undefined;
  const isWaitedFor = state?.account.pending.some(({ until, match }) => match === 'order' && until === event.type);
  const order = isWaitedFor ? eventFact(event, 'order') : undefined;
  return typeof order === 'string' && order !== '' ? orderBeside(event.key, order) : undefined;
}
