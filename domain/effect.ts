import type { CustomerId, PoolId, SlotId, TierId } from './ids.schema.ts';
import type { StepPlace } from './journey/facts.ts';
import type { Payload } from './journey/payload.ts';
import type { EffectKey, OrderKey } from './keys.ts';
import type { Channel } from './channels/channel.ts';
import type { RecommendedInMail } from './recommend/in-mail.ts';
import type { TextName } from './templates/template.ts';
import type { CouponContext, TemplateContext } from './words/template-context.ts';
import type { Instant } from './time.ts';

/** What decided an effect. What it says is looked up there, and never travels by value. */
export type EffectOrigin = JourneyOrigin | TierOrigin | RewardOrigin;

/** A step of a journey. */
export interface JourneyOrigin {
  readonly by: 'journey';
  readonly place: StepPlace;
  /** Of a message of a chain, of which one step decides several; else left out. */
  readonly channel?: Channel;
}

/** A fact of the customer's tier, by its number. */
export interface TierOrigin {
  readonly by: 'tier';
  readonly fact: number;
}

/** A fact of what the customer was given, by its number. */
export interface RewardOrigin {
  readonly by: 'reward';
  readonly fact: number;
}

interface EffectBase<Origin extends EffectOrigin> {
  readonly key: EffectKey;
  readonly origin: Origin;
  /** Decided at this instant of the workspace's time. */
  readonly at: Instant;
  /** One line for operators, without personal data; at most 200 bytes. */
  readonly summary: string;
}

interface SendMessage extends EffectBase<JourneyOrigin> {
  readonly channel: Channel;
  /** Which text of which template was chosen; left out where the step itself says what is sent. */
  readonly template?: TextName;
  /** What templates may see of the customer at the moment of the decision. */
  readonly context: TemplateContext;
}

interface ShowPlacement extends EffectBase<JourneyOrigin> {
  readonly placement: PlacementKind;
  readonly slot: SlotId;
  readonly until: Instant;
  /** Which text of which template was chosen; left out where the step itself says what is shown. */
  readonly template?: TextName;
  /** The customer is held out and sees nothing; pages only tell when it would have been seen. */
  readonly control?: true;
  /** It stands only as long as this coupon can be used. */
  readonly coupon?: CouponContext;
}

interface CallWebhook extends EffectBase<JourneyOrigin> {
  /** What templates may see of the customer at the moment of the decision. */
  readonly context: TemplateContext;
  /** What came with them, where they were asked in by name. */
  readonly entry?: Payload;
}

interface ChangeTier extends EffectBase<TierOrigin> {
  readonly from: TierId | null;
  readonly to: TierId | null;
}

/** The code is taken out of the pool when it is done: it is in no history. */
interface GrantCoupon extends EffectBase<RewardOrigin> {
  readonly pool: PoolId;
  /** The customer has to hear when it ends, to be warned of it. */
  readonly tells?: true;
  /** The purchase that earned it; left out: none did. */
  readonly order?: OrderKey;
}

/** Somebody whom they brought has bought: the customer who is told is another one. */
interface TellReferrer extends EffectBase<RewardOrigin> {
  readonly referrer: CustomerId;
}

/** Every kind, by the name of the activity that does it. One more line here is missed wherever a kind has to be known. */
export interface Effects {
  readonly sendMessage: SendMessage;
  readonly showPlacement: ShowPlacement;
  readonly callWebhook: CallWebhook;
  readonly changeTier: ChangeTier;
  readonly grantCoupon: GrantCoupon;
  readonly tellReferrer: TellReferrer;
}

export type EffectKind = keyof Effects;
/** Those that steps of journeys decide. */
export type JourneyEffectKind = Exclude<EffectKind, LoyaltyEffectKind>;
/** Those that facts of the loyalty programme bring. */
export type LoyaltyEffectKind = 'changeTier' | 'grantCoupon' | 'tellReferrer';

/** Something the world must see, at most once. */
export type Effect<Kind extends EffectKind = EffectKind> = {
  [K in Kind]: Effects[K] & { readonly kind: K };
}[Kind];

/** One that a step of a journey decided. */
export type JourneyEffect = Effect<JourneyEffectKind>;

/** What the journal keeps of an effect. */
export type DecidedEffect = Pick<Effect, 'kind' | 'key' | 'origin'>;

/**
 * What became of an effect: `begun` and `retry` are still open, the others are settled. `unknown`: it may have happened,
 * and is not tried again.
 */
export type EffectState = 'begun' | 'retry' | 'done' | 'failed' | 'unknown' | 'skipped';

export type PlacementKind = 'banner' | 'toast' | 'items';

/** What a banner, toast or list says, which is plain text and never HTML, and how it is shown. */
export interface PlacementContent {
  readonly title: string;
  readonly body: string;
  readonly url?: string;
  /** Of a list: what the customer was recommended when it was shown. */
  readonly items?: readonly RecommendedInMail[];
  /** The highest first; left out: 0. */
  readonly priority?: number;
  /** Paths on which it is shown; left out: on all. */
  readonly pages?: readonly string[];
  /** Left out: customers may close it. */
  readonly dismissible?: boolean;
  /** Left out: only its time ends it. */
  readonly mostShown?: number;
}
