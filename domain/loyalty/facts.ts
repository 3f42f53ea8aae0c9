import type { BadgeId, RuleId, TierId } from '../ids.schema.ts';
import type { EventKey, OrderKey } from '../keys.ts';
import type { Posting } from './account.ts';
import type { Day } from './calendar.ts';
import type { QuestFact } from './quests/facts.ts';
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

export interface Activated extends PointsBase {
  readonly what: 'activated';
}

export interface Spent extends PointsBase {
  readonly what: 'spent';
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
export type PointsFact = Earned | Awarded | Activated | Spent | Refused | Reversed | Expired | Adjusted;

/** What happened to a customer's points, tier, badges or quests. The journal keeps it, and never changes it. */
export type LoyaltyFact = PointsFact | TierChanged | BadgeEarned | QuestFact;
