import type { BadgeId, DrawId, PoolId } from '../ids.schema.ts';
import type { OrderKey } from '../keys.ts';
import type { StepPlace } from '../journey/facts.ts';
import type { Instant } from '../time.ts';
import { NO_POINTS, type Account } from './account.ts';
import type { Day } from './calendar.ts';
import type { QuestStates } from './quests/state.ts';
import type { ReferralState } from './referral/state.ts';
import type { TierState } from './tier-state.ts';

/** Points that rules gave, less what refunds took, by the day of the event. */
export interface Gained {
  readonly total: number;
  /** Ascending, of the last two years. */
  readonly days: readonly (readonly [day: Day, points: number])[];
}

/** A coupon that was granted: which one it is. Its code is in the store alone. */
export interface GrantedCoupon {
  /** The number of the fact that told it. */
  readonly fact: number;
  readonly pool: PoolId;
  /** The enrolment whose step gave it; left out: something else did. */
  readonly inside?: Pick<StepPlace, 'journey' | 'enrolment'>;
  /** Left out: it has no end, nobody is warned of it, or it is used. */
  readonly ends?: CouponEnd;
}

/** When a coupon ends. */
export interface CouponEnd {
  /** The first instant at which it cannot be used any more. */
  readonly at: Instant;
  /** Since when that is known: of an instant before it nobody is warned. */
  readonly since: Instant;
  /** The last warning: how many days ahead, and the number of the fact that told it; left out: none yet. */
  readonly warned?: { readonly days: number; readonly fact: number };
}

/** Of a draw, by the number of the fact that gave it. */
export interface Ticket {
  readonly fact: number;
  readonly draw: DrawId;
  /** The purchase that earned it; left out: none did. */
  readonly order?: OrderKey;
}

/** A customer's points, tier, badges, quests, coupons and tickets: a fold over the facts of their journal. */
export interface LoyaltyState {
  /** How many facts were told. */
  readonly facts: number;
  readonly account: Account;
  readonly gained: Gained;
  /** `null`: they hold none; left out: nobody has looked yet. */
  readonly tier?: TierState | null;
  /** Earned, each on which day of the workspace; left out: none. */
  readonly badges?: Readonly<Record<BadgeId, Day>>;
  /** In which they were; left out: none. */
  readonly quests?: QuestStates;
  /** Granted last, the newest last; left out: none. */
  readonly coupons?: readonly GrantedCoupon[];
  /** Of which points somebody was warned: those that expire on this day, so many days before; left out: of none. */
  readonly warned?: readonly (readonly [expires: Day, days: number])[];
  /** Of bringing others and having been brought; left out: neither. */
  readonly referral?: ReferralState;
  /** Not played yet, the newest last; left out: none. */
  readonly tickets?: readonly Ticket[];
  /** When points, the tier or a quest change next although nothing happens; left out: never. No fact tells it. */
  readonly nextAt?: Instant;
}

export const NO_LOYALTY: LoyaltyState = { facts: 0, account: NO_POINTS, gained: { total: 0, days: [] } };
