import type { Connection, mongo } from 'mongoose';
import type { ChangeData } from '../../domain/feed/change.ts';
import type { Followed } from '../../domain/feed/follow.ts';
import type { FeedKind } from '../../domain/feed/kinds.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';

/** The feed of one workspace, and the last place that was given in it: the row that everybody writes who gives one. */
export interface FeedRow {
  readonly _id: WorkspaceId;
  /** Drawn when it was begun; see `FeedToken`. */
  readonly epoch: string;
  /** What was decided before it is not told; the workspace's time. */
  readonly since: Instant;
  readonly keepDays: number;
  /** The number of the newest line; 0 before the first. */
  readonly last: number;
  /** The number of the oldest line that may be there still. */
  readonly first: number;
}

/** One line, in its place. */
export type FeedLineRow = {
  /** `workspace:` and the number, which has 15 digits here so that texts are in its order. */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly n: number;
  readonly key: CustomerKey;
  readonly customer: CustomerId;
  /** Of the change: of the one that is withdrawn, where it is a withdrawal. */
  readonly change: string;
  /** When it got its place, by the wall clock. */
  readonly loggedAt: Instant;
  /** Of what it tells; a withdrawal stands under what it withdraws. */
  readonly kind: FeedKind;
} & (
  | { readonly at: Instant; readonly data: ChangeData; readonly withdrawn?: never }
  | { readonly withdrawn: 1; readonly at?: never; readonly data?: never }
);

/** How far one customer's journal is told. */
export interface FollowedRow extends Followed {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  /** When to look at them, by the wall clock; left out: not before something is written. */
  readonly due?: Instant;
}

export function feedCollection(connection: Connection): mongo.Collection<FeedRow> {
  return collectionOf<FeedRow>(connection, 'feeds');
}

export function feedLineCollection(connection: Connection): mongo.Collection<FeedLineRow> {
  return collectionOf<FeedLineRow>(connection, 'feed_lines', [{ keys: { key: 1 } }]);
}

export function followedCollection(connection: Connection): mongo.Collection<FollowedRow> {
  return collectionOf<FollowedRow>(connection, 'feed_customers', [
    { keys: { workspace: 1, due: 1 }, options: { partialFilterExpression: { due: { $gte: 0 } } } },
  ]);
}

const DIGITS = 15;

export function lineId(workspace: WorkspaceId, n: number): string {
  return `${workspace}:${String(n).padStart(DIGITS, '0')}`;
}
