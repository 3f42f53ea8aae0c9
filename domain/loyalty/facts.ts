import type { BadgeId, DrawId, PoolId, PrizeId, RuleId, TierId } from '../ids.schema.ts';
import type { EventKey, OrderKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { Posting } from './account.ts';
import type { Day } from './calendar.ts';
import type { QuestFact } from './quests/facts.ts';
import type { ReferralFact } from './referral/facts.ts';
import type { Cause } from './rewards/cause.ts';
import type { TierState } from './tier-state.ts';

/** Why an event earned more points than its rule says, or fewer. */
export interface Multiplied {
  readonly tier?: number;
  readonly segment?: number;
  readonly campaigns?: readonly RuleId[];
}

/** What came of one cause. `n` counts a customer's facts without gaps. */
interface FactBase {
  readonly n: number;
}

interface PointsBase extends FactBase {
  /** More than 0. */
  readonly points: number;
  readonly posts: Posting;
}

export interface Earned extends PointsBase {
  readonly what: 'earned';
  readonly rule: RuleId;
  readonly by: EventKey;
  /** The purchase, where refunds of it take points off again. */
  readonly order?: OrderKey;
  /** The day on which the event happened: metrics of tiers count it there. */
  readonly day: Day;
  readonly multiplied?: Multiplied;
}

/** Points of a reward: they count as earned, and in no metric of a tier. */
export interface Awarded extends PointsBase {
  readonly what: 'awarded';
  readonly cause: Cause;
  readonly day: Day;
}

export interface BadgeEarned extends FactBase {
  readonly what: 'badge';
  readonly badge: BadgeId;
  readonly cause: Cause;
  readonly day: Day;
}

/** A coupon of a pool, which an activity takes out of it; where the pool is empty, the ledger of effects says so. */
export interface CouponGranted extends FactBase {
  readonly what: 'granted';
  readonly pool: PoolId;
  readonly cause: Cause;
  readonly day: Day;
  /** The purchase that earned it; left out: none did. */
  readonly order?: OrderKey;
}

/** A ticket, which is played once: its number is that of the fact. */
export interface TicketGiven extends FactBase {
  readonly what: 'ticket';
  readonly draw: DrawId;
  readonly cause: Cause;
  readonly day: Day;
  /** The purchase that earned it; left out: none did. */
  readonly order?: OrderKey;
}

/** What a ticket came to; it is told before anybody is shown it. */
export interface Drawn extends FactBase {
  readonly what: 'drawn';
  readonly draw: DrawId;
  readonly ticket: number;
  /** `null`: nothing was left in stock. */
  readonly prize: PrizeId | null;
  readonly by: EventKey;
}

/** It is known when a coupon that was granted ends. */
export interface CouponHeldFact extends FactBase {
  readonly what: 'coupon-held';
  /** The number of the fact that granted it. */
  readonly coupon: number;
  readonly pool: PoolId;
  readonly expires: Instant;
  /** When that became known. */
  readonly at: Instant;
}

/** Nobody has to be warned of its end any more. */
export interface CouponUsed extends FactBase {
  readonly what: 'coupon-used';
  readonly coupon: number;
  readonly pool: PoolId;
  readonly by: EventKey;
}

/** Points will expire, so many days before they do: told once for each day on which points expire. */
export interface PointsExpiring extends FactBase {
  readonly what: 'points-expiring';
  readonly points: number;
  /** The last day on which they can be spent. */
  readonly last: Day;
  readonly days: number;
}

/** A coupon will expire, so many days before it does: told once for each coupon. */
export interface CouponExpiring extends FactBase {
  readonly what: 'coupon-expiring';
  readonly coupon: number;
  readonly pool: PoolId;
  readonly days: number;
}

/** What is told of what will expire. */
export type ExpiryFact = CouponHeldFact | CouponUsed | PointsExpiring | CouponExpiring;

export interface Activated extends PointsBase {
  readonly what: 'activated';
  /** Of this order alone, by an event of it. */
  readonly order?: OrderKey;
}

export interface Spent extends PointsBase {
  readonly what: 'spent';
  readonly by: EventKey;
}

/** A spending was taken back: its points are there again. */
export interface Returned extends PointsBase {
  readonly what: 'returned';
  readonly spend: EventKey;
  readonly by: EventKey;
}

export interface Refused extends FactBase {
  readonly what: 'refused';
  /** Asked for, and how many there were. */
  readonly points: number;
  readonly had: number;
  readonly by: EventKey;
}

export interface Reversed extends PointsBase {
  readonly what: 'reversed';
  readonly order: OrderKey;
  readonly by: EventKey;
  /** Of the purchase. */
  readonly day: Day;
}

export interface Expired extends PointsBase {
  readonly what: 'expired';
}

export interface Adjusted extends FactBase {
  readonly what: 'adjusted';
  /** Less than 0 where they were taken. */
  readonly points: number;
  readonly reason: string;
  readonly by: EventKey;
  readonly posts: Posting;
}

export interface TierChanged extends FactBase {
  readonly what: 'tier';
  /** `placed`: for the first time; `kept`: held for another while; `grace`: it will be lost; `warned`: soon. */
  readonly change: 'placed' | 'up' | 'down' | 'kept' | 'grace' | 'warned';
  readonly from: TierId | null;
  /** `null`: no tier is held any more. */
  readonly now: TierState | null;
  /** What the metric came to. */
  readonly value: number;
  /** New rules did it, and nothing that the customer did. */
  readonly by?: 'rules';
}

/** What happened to a customer's points. */
export type PointsFact = Earned | Awarded | Activated | Spent | Returned | Refused | Reversed | Expired | Adjusted;

/**
 * What happened to a customer's points, tier, badges, quests, coupons or tickets. The journal keeps it, and never changes
 * it.
 */
export type LoyaltyFact =
  | PointsFact
  | TierChanged
  | BadgeEarned
  | QuestFact
  | CouponGranted
  | TicketGiven
  | Drawn
  | ExpiryFact
  | ReferralFact;

/** As a table: one more fact of points is missed here. */
const OF_POINTS: Readonly<Record<PointsFact['what'], true>> = {
  earned: true,
  awarded: true,
  activated: true,
  spent: true,
  returned: true,
  refused: true,
  reversed: true,
  expired: true,
  adjusted: true,
};

export function isPointsFact(fact: LoyaltyFact): fact is PointsFact {
  return Object.hasOwn(OF_POINTS, fact.what);
}
