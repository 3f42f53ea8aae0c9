import { isPointsFact, type LoyaltyFact, type PointsFact, type TierChanged } from './facts.ts';
import type { QuestFact } from './quests/facts.ts';
import type { ReferralFact } from './referral/facts.ts';
import type { Cause } from './rewards/cause.ts';

/** What rewards are counted by. `journey`: what its steps gave; `points`: what became of points, whatever gave them. */
export const REWARD_KINDS = [
  'rule',
  'quest',
  'tier',
  'badge',
  'pool',
  'draw',
  'referral',
  'journey',
  'points',
] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

/**
 * `times`: completed, reached, earned or given. `points`: granted, or what became of them. `orders` and `revenue`: what the
 * same customers ordered soon after.
 */
export const REWARD_AMOUNTS = [
  'times',
  'started',
  'points',
  'coupons',
  'tickets',
  'prizes',
  'orders',
  'revenue',
] as const;
export type RewardAmount = (typeof REWARD_AMOUNTS)[number];
export type RewardAmounts = Readonly<Record<RewardAmount, number>>;

/** What one fact adds to what one reward is counted by. */
export interface RewardFigure {
  readonly kind: RewardKind;
  readonly id: string;
  readonly adds: Readonly<Partial<RewardAmounts>>;
}

/** So many days after a reward an order is counted as coming after it; the day itself is not, for it may be the cause. */
export const ATTRIBUTED_DAYS = 14;

/** What a fact says of rewards; nothing of most. */
export function figuresOf(fact: LoyaltyFact): readonly RewardFigure[] {
  if (isPointsFact(fact)) return ofPoints(fact);
  switch (fact.what) {
    case 'badge':
      return [{ kind: 'badge', id: fact.badge, adds: { times: 1 } }];
    case 'granted':
      return [{ kind: 'pool', id: fact.pool, adds: { times: 1 } }, of(fact.cause, { coupons: 1 })];
    case 'ticket':
      return [{ kind: 'draw', id: fact.draw, adds: { times: 1 } }, of(fact.cause, { tickets: 1 })];
    case 'drawn':
      return fact.prize === null ? [] : [{ kind: 'draw', id: fact.draw, adds: { prizes: 1 } }];
    case 'quest':
      return ofQuest(fact);
    case 'tier':
      return ofTier(fact);
    case 'referral':
      return ofReferral(fact);
    case 'coupon-held':
    case 'coupon-used':
    case 'points-expiring':
    case 'coupon-expiring':
      return [];
  }
}

function ofPoints(fact: PointsFact): readonly RewardFigure[] {
  switch (fact.what) {
    case 'earned':
      return [{ kind: 'rule', id: fact.rule, adds: { times: 1, points: fact.points } }];
    case 'awarded':
      return [of(fact.cause, { points: fact.points })];
    case 'spent':
    case 'returned':
    case 'reversed':
    case 'expired':
      return [{ kind: 'points', id: fact.what, adds: { times: 1, points: fact.points } }];
    case 'activated':
    case 'adjusted':
    case 'refused':
      return [];
  }
}

/** Whom the rules of a programme placed reached nothing. */
function ofTier({ change, by, now }: TierChanged): readonly RewardFigure[] {
  const isReached = change === 'up' || (change === 'placed' && by === undefined);
  return isReached && now !== null ? [{ kind: 'tier', id: now.tier, adds: { times: 1 } }] : [];
}

function ofQuest({ is, quest }: QuestFact): readonly RewardFigure[] {
  if (is === 'started') return [{ kind: 'quest', id: quest, adds: { started: 1 } }];
  return is === 'completed' ? [{ kind: 'quest', id: quest, adds: { times: 1 } }] : [];
}

function ofReferral(fact: ReferralFact): readonly RewardFigure[] {
  if (fact.is === 'rewarded') return [{ kind: 'referral', id: 'referred', adds: { times: 1 } }];
  const isCounted = fact.is === 'brought' && fact.beyond === undefined;
  return isCounted ? [{ kind: 'referral', id: 'referrer', adds: { times: 1 } }] : [];
}

/** What a reward was given for bears its cost. */
function of(cause: Cause, adds: RewardFigure['adds']): RewardFigure {
  switch (cause.by) {
    case 'quest':
      return { kind: 'quest', id: cause.quest, adds };
    case 'draw':
      return { kind: 'draw', id: cause.draw, adds };
    case 'referral':
      return { kind: 'referral', id: cause.as, adds };
    case 'step':
      return { kind: 'journey', id: cause.place.journey, adds: { ...adds, times: 1 } };
  }
}

/** Whether orders that come after it are counted. Points of a rule are earned by orders, so each would bring the next. */
export function isFollowed({ kind, adds }: RewardFigure): boolean {
  return kind !== 'rule' && kind !== 'points' && (adds.times ?? 0) > 0;
}

/** Orders that count and net revenue of one calendar day. */
type OrderDay = readonly [day: number, orders: number, revenue: number];

/**
 * What was ordered in the days after each of these days, each order once, after the latest of them.
 * @param after ascending, each once
 * @param days ascending
 */
export function orderedAfter(
  after: readonly number[],
  days: readonly OrderDay[],
): ReadonlyMap<number, { readonly orders: number; readonly revenue: number }> {
  const sums = new Map<number, { readonly orders: number; readonly revenue: number }>();
  for (const [day, orders, revenue] of days) {
    const from = after.findLast((one) => one < day);
    if (from === undefined || day - from > ATTRIBUTED_DAYS) continue;
    const sum = sums.get(from) ?? { orders: 0, revenue: 0 };
    sums.set(from, { orders: sum.orders + orders, revenue: sum.revenue + revenue });
  }
  return sums;
}
