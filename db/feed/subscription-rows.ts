import type { Connection, mongo } from 'mongoose';
import type { FeedKind } from '../../domain/feed/kinds.ts';
import type { SubscriptionId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';

/** Why nothing is delivered until somebody resumes it. */
export type PausedBecause =
  /** Somebody paused it. */
  | 'asked'
  /** The address answered 410. */
  | 'gone'
  /** Every attempt of the schedule failed. */
  | 'failing'
  /** Nobody may be called there: it is not on the internet. */
  | 'refused'
  /** What it has not got is not kept any more. */
  | 'too-old';

/** One attempt at one call, for people. */
export interface DeliveryAttempt {
  readonly at: Instant;
  /** The `webhook-id`. */
  readonly id: string;
  readonly changes: number;
  readonly ms: number;
  readonly replay: boolean;
  /** Of the answer; left out where there was none. */
  readonly status?: number;
  /** Why it failed; without an address and without anything that the other side wrote. */
  readonly reason?: string;
}

/** The call that is under way: made before the first attempt, so that every attempt is about the same changes. */
export interface Batch {
  readonly id: string;
  readonly after: number;
  readonly to: number;
  readonly replay: boolean;
  /** Attempts that failed. */
  readonly failed: number;
  /** Not before this instant of the wall clock. */
  readonly due: Instant;
}

/** Lines that are told once more, before whatever is new. */
export interface Replay {
  readonly id: string;
  readonly after: number;
  readonly to: number;
}

export interface SealedSecret {
  /** Sealed for `secretAbout`. */
  readonly sealed: string;
  readonly at: Instant;
}

export interface SubscriptionRow {
  /** `workspace:subscription` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly subscription: SubscriptionId;
  readonly url: string;
  /** `null`: all. */
  readonly kinds: readonly FeedKind[] | null;
  readonly createdAt: Instant;
  readonly secret: SealedSecret;
  /** Signs beside it until then. */
  readonly previous?: SealedSecret & { readonly until: Instant };
  /** Of the feed that `after` is a number of. */
  readonly epoch: string;
  /** Everything up to this number is delivered, or of kinds that are not wanted. */
  readonly after: number;
  readonly paused?: { readonly because: PausedBecause; readonly at: Instant };
  readonly batch?: Batch;
  readonly replay?: Replay;
  /** The newest last. */
  readonly attempts: readonly DeliveryAttempt[];
  readonly deliveredAt?: Instant;
}

export function subscriptionCollection(connection: Connection): mongo.Collection<SubscriptionRow> {
  return collectionOf<SubscriptionRow>(connection, 'subscriptions');
}

/** What its row is called, and its calls are made of. */
export function subscriptionKey(workspace: WorkspaceId, subscription: SubscriptionId): string {
  return `${workspace}:${subscription}`;
}

/** What its secret is sealed for: another one than that of a source of the same name. */
export function secretAbout(key: string): string {
  return `subscription:${key}`;
}
