import type { AttributeValue } from '../attributes/attributes.ts';
import type { ByChannel, ByPurpose } from '../channels/channel.ts';
import type { CustomerId, DrawId, JourneyId, PrizeId } from '../ids.schema.ts';
import type { StepPlace } from '../journey/facts.ts';
import type { Payload } from '../journey/payload.ts';
import type { EffectKey, EventKey, OrderKey } from '../keys.ts';
import type { Reward } from '../loyalty/rewards/index.ts';
import type { Instant } from '../time.ts';

/** What conditions may look at of an event's `data`, by dotted name; see `factsIn`. */
export type EventFacts = Readonly<Record<string, string | number | boolean>>;

interface Happened {
  readonly key: EventKey;
  readonly customer: CustomerId;
  /** When it happened. */
  readonly at: Instant;
  /** When Sojourn learned of it, in the workspace's time. It is taken at the later of `at` and `seenAt`. */
  readonly seenAt: Instant;
  /** Wall-clock arrival, the same for every delivery of this event: what the watermark compares. */
  readonly receivedAt: Instant;
  /** Scores people, starts nothing: imported history. */
  readonly silent?: true;
}

export interface Purchase extends Happened {
  readonly kind: 'purchase';
  /** Minor units, ≥ 0. */
  readonly amount: number;
  readonly facts?: EventFacts;
}

export interface Refund extends Happened {
  readonly kind: 'refund';
  readonly order: OrderKey;
  /** Minor units, ≥ 0. */
  readonly amount: number;
  readonly facts?: EventFacts;
}

/** Anything else a customer did: a view, an open, or the caller's own type. */
export interface Activity extends Happened {
  readonly kind: 'activity';
  readonly type: string;
  readonly facts?: EventFacts;
}

/** By purpose; as a version before 0.10 told it, for marketing alone. */
export type ConsentTold = boolean | ByPurpose<boolean>;

/** What we may do with a customer; carries no address. The later change wins, by `revision` where both have one. */
export interface ProfileChanged extends Happened {
  readonly kind: 'profile';
  /** `null`: none of their own any more. */
  readonly timezone?: string | null;
  /** What holds now of the purposes of each channel it names. */
  readonly consent?: ByChannel<ConsentTold>;
  /** Whether there is an address on each channel it names; never the address itself. */
  readonly address?: ByChannel<boolean>;
  /** Where their telephone number is from (ISO 3166), and nothing else of it; `null`: that is not known. */
  readonly country?: string | null;
  /** Of the contact that it tells of: of two changes in one millisecond, or under a clock that stands, the later. */
  readonly revision?: number;
}

/** A customer's totals as of `at`, instead of their history up to then. */
export interface SummaryStated extends Happened {
  readonly kind: 'summary';
  /** At least 1. */
  readonly actions: number;
  /** At most `at`. */
  readonly lastActionAt: Instant;
  /** Minor units, ≥ 0. */
  readonly monetary: number;
  readonly facts?: EventFacts;
}

/** What is known of a customer besides what they did. Of each attribute the newest statement holds. */
export interface Identified extends Happened {
  readonly kind: 'identify';
  /** By name; `null`: it is removed. */
  readonly attributes: Readonly<Record<string, AttributeValue | null>>;
  /** They are all there are: whatever was said before of others holds no more. */
  readonly replaces?: true;
  readonly facts?: EventFacts;
}

/** Somebody asks a customer into a journey by name. */
export interface EntryAsked extends Happened {
  readonly kind: 'entry';
  readonly journey: JourneyId;
  readonly by: 'api' | 'launch' | 'schedule';
  /** Of the request or the launch. */
  readonly ref: string;
  readonly entry?: Payload;
  /** The playbook by which it was decided asleep, at `at`; left out where it was not. See `Asleep`. */
  readonly playbook?: number;
}

/** What became of a webhook that a journey called for the customer. */
export interface WebhookReplied extends Happened {
  readonly kind: 'webhook-reply';
  readonly effect: EffectKey;
  /** The step that called it. */
  readonly place: StepPlace;
  readonly is: 'done' | 'failed';
  /** Conditions see it as `webhook.<name>`: the status of the reply, and what its body says. */
  readonly facts?: EventFacts;
  /** Why it failed, for people; without personal data. */
  readonly reason?: string;
}

/** Points that somebody wants to spend for the customer. */
export interface PointsSpent extends Happened {
  readonly kind: 'points-spent';
  /** At least 1. */
  readonly points: number;
}

/** A spending that somebody takes back for the customer. */
export interface PointsReturned extends Happened {
  readonly kind: 'points-returned';
  /** The event that spent them. */
  readonly spend: EventKey;
}

/** Points that are given or taken by hand. */
export interface PointsAdjusted extends Happened {
  readonly kind: 'points-adjusted';
  /** Less than 0 where they are taken; never 0. */
  readonly points: number;
  readonly reason: string;
}

/** A ticket of a draw that the customer plays. What it comes to was decided, and taken out of stock, before. */
export interface DrawPlayed extends Happened {
  readonly kind: 'draw-played';
  readonly draw: DrawId;
  /** The number of the fact that gave it. */
  readonly ticket: number;
  /** `null`: nothing was left in stock. */
  readonly prize: PrizeId | null;
  /** As the draw said when the prize was taken. */
  readonly reward: Reward | null;
}

/** A coupon was taken out of its pool for the customer, and has an end. */
export interface CouponHeld extends Happened {
  readonly kind: 'coupon-held';
  /** The number of the fact that granted it. */
  readonly fact: number;
  /** The first instant at which it cannot be used any more. */
  readonly expires: Instant;
}

/** Somebody says that another customer brought this one. */
export interface ReferralCame extends Happened {
  readonly kind: 'referral-came';
  readonly from: CustomerId;
  /** The version of the programme under which it is asked once more, where an earlier one took nobody; left out: the first time. */
  readonly programme?: number;
}

/** Somebody whom the customer brought has bought, and can give nothing back any more. */
export interface ReferralBrought extends Happened {
  readonly kind: 'referral-brought';
  readonly who: CustomerId;
}

/** What points, rewards and referrals alone hear of: nothing else of a customer changes by it. */
export type LoyaltyEvent =
  | PointsSpent
  | PointsReturned
  | PointsAdjusted
  | DrawPlayed
  | CouponHeld
  | ReferralCame
  | ReferralBrought;

/** As a table: one more of them is missed here. */
const OF_LOYALTY: Readonly<Record<LoyaltyEvent['kind'], true>> = {
  'points-spent': true,
  'points-returned': true,
  'points-adjusted': true,
  'draw-played': true,
  'coupon-held': true,
  'referral-came': true,
  'referral-brought': true,
};

export const LOYALTY_KINDS: readonly string[] = Object.keys(OF_LOYALTY);

export function isLoyaltyEvent(event: CustomerEvent): event is LoyaltyEvent {
  return Object.hasOwn(OF_LOYALTY, event.kind);
}

/** Something that happened to one customer, as the core takes it. */
export type CustomerEvent =
  | Purchase
  | Refund
  | Activity
  | ProfileChanged
  | SummaryStated
  | Identified
  | EntryAsked
  | WebhookReplied
  | LoyaltyEvent;

export function eventType(event: CustomerEvent): string {
  return event.kind === 'activity' ? event.type : event.kind;
}

/** The instant at which an event is taken: it can trigger nothing before it was known. */
export function takenAt(event: CustomerEvent): Instant {
  return Math.max(event.at, event.seenAt);
}
