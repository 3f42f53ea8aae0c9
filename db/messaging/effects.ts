import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Effect, EffectKind, Effects, EffectState, PlacementContent } from '../../domain/effect.ts';
import type { EventFacts } from '../../domain/events/event.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EffectKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import type { Delivery } from './delivery.ts';
import type { MessageBack } from '../../domain/policy/deliverability.ts';
import type { PlacementSign } from '../../domain/policy/placements.ts';
import type { Contribution } from '../tallies/tally.ts';
import { collectionOf } from '../schema.ts';

/** What a row says of its effect beside what all of them say: as it was decided. */
interface Abouts {
  readonly sendMessage: Pick<Effect<'sendMessage'>, 'channel' | 'template'>;
  readonly showPlacement: Pick<
    Effect<'showPlacement'>,
    'placement' | 'slot' | 'until' | 'template' | 'control' | 'coupon'
  >;
  readonly callWebhook: Readonly<Record<string, never>>;
  readonly changeTier: Pick<Effect<'changeTier'>, 'from' | 'to'>;
  readonly grantCoupon: Pick<Effect<'grantCoupon'>, 'pool'>;
  readonly tellReferrer: Pick<Effect<'tellReferrer'>, 'referrer'>;
}

/** What came of it, once it is done. */
interface Results {
  readonly sendMessage: { readonly messageId: string; readonly delivery?: Delivery };
  readonly showPlacement: { readonly content: PlacementContent };
  /** The status of the reply, and what its body says. */
  readonly callWebhook: { readonly reply: EventFacts };
  /** The row says it all. */
  readonly changeTier: Readonly<Record<string, never>>;
  /** When it ends; the code is with the grant, and in no row of an effect. */
  readonly grantCoupon: { readonly expires: Instant | null };
  /** The event that tells it says it all. */
  readonly tellReferrer: Readonly<Record<string, never>>;
}

/** An effect as the ledger first hears of it. */
export interface NewEffect<Kind extends EffectKind = EffectKind> {
  readonly _id: EffectKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly kind: Kind;
  readonly origin: Effects[Kind]['origin'];
  /** When it was decided, in the workspace's time. */
  readonly at: Instant;
  readonly about: Abouts[Kind];
}

/** How an attempt ended. Reasons are without personal data. */
export type EffectEnd<Kind extends EffectKind = EffectKind> =
  | Done<Kind>
  | { readonly state: Exclude<EffectState, 'begun' | 'done'>; readonly reason: string };

interface Done<Kind extends EffectKind> {
  readonly state: 'done';
  readonly result: Results[Kind];
}

/** An effect and what became of it: one row for each that was begun or given up, whatever its kind. */
export type EffectRow<Kind extends EffectKind = EffectKind> = NewEffect<Kind> & {
  /** Attempts begun. */
  readonly attempts: number;
  /** By the wall clock. */
  readonly changedAt: Instant;
  /** Of a placement: what pages told of it. */
  readonly seen?: Seen;
  /** Of a message: what came back of it. */
  readonly back?: MessageBack;
  /** What it is counted under, and whether something has changed since; see `EffectPass`. */
  readonly under?: readonly Contribution[];
  readonly uncounted?: 1;
} & (Done<Kind> | { readonly state: Exclude<EffectState, 'done'>; readonly reason?: string });

/** One thing that a page told of a placement. */
export interface Sign {
  /** The page's own: the same one again is kept once. */
  readonly id: string;
  readonly sign: PlacementSign;
  readonly at: Instant;
  /** Of the workspace. */
  readonly day: number;
}

/** Each sign, and what follows from all of them for whether it is still shown. */
interface Seen {
  readonly signs: readonly Sign[];
  /** How often it was seen, or would have been. */
  readonly shown?: number;
  readonly dismissed?: true;
}

const ABOUT: { readonly [Kind in EffectKind]: (effect: Effect<Kind>) => Abouts[Kind] } = {
  sendMessage: ({ channel, template }) => ({ channel, ...(template === undefined ? {} : { template }) }),
  showPlacement: ({ placement, slot, until, template, control, coupon }) => ({
    placement,
    slot,
    until,
    ...(template === undefined ? {} : { template }),
    ...(control === undefined ? {} : { control }),
    ...(coupon === undefined ? {} : { coupon }),
  }),
  callWebhook: () => ({}),
  changeTier: ({ from, to }) => ({ from, to }),
  grantCoupon: ({ pool }) => ({ pool }),
  tellReferrer: ({ referrer }) => ({ referrer }),
};

/** Of every kind, so that an index by customer and kind finds all of somebody's rows in order of time. */
export const EFFECT_KINDS: readonly EffectKind[] = Object.keys(ABOUT) as EffectKind[];

/** The row that an effect begins with. */
export function newEffect<Kind extends EffectKind>(
  { workspace, customer }: { readonly workspace: WorkspaceId; readonly customer: CustomerId },
  effect: Effect<Kind>,
): NewEffect<Kind> {
  const { key, kind, origin, at } = effect;
  return { _id: key, workspace, customer, kind, origin, at, about: ABOUT[effect.kind](effect) };
}

/**
 * By customer and kind: what became of messages, and which placements are to be seen. By journey only those placements
 * that pages have told of, for its results. By what a message is called outside: what came back of it. Those that wait
 * to be counted.
 */
export function effectCollection(connection: Connection): mongo.Collection<EffectRow> {
  return collectionOf<EffectRow>(connection, 'effects', [
    { keys: { workspace: 1, customer: 1, kind: 1, at: -1 } },
    {
      keys: { workspace: 1, 'origin.place.journey': 1, 'origin.place.version': 1 },
      options: { partialFilterExpression: { seen: { $exists: true } } },
    },
    {
      keys: { 'result.messageId': 1 },
      options: { partialFilterExpression: { 'result.messageId': { $exists: true } } },
    },
    { keys: { workspace: 1, uncounted: 1 }, options: { partialFilterExpression: { uncounted: { $exists: true } } } },
  ]);
}

export function isOfKind<Kind extends EffectKind>(row: EffectRow, kind: Kind): row is EffectRow<Kind> {
  return row.kind === kind;
}

/** Rows of one kind. */
export function findEffects<Kind extends EffectKind>(
  effects: mongo.Collection<EffectRow>,
  kind: Kind,
  filter: mongo.Filter<EffectRow>,
  session?: ClientSession,
): mongo.FindCursor<EffectRow<Kind>> {
  return effects.find<EffectRow<Kind>>({ ...filter, kind }, session ? { session } : {});
}
