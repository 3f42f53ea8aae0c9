import { mongo, type Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Actor, AuditedKind } from '../../domain/people/audit.ts';
import type { Difference } from '../../domain/people/difference.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import type { Page } from '../page.ts';
import { collectionOf } from '../schema.ts';

/** One change, who made it, and what it came to. */
export interface AuditRow {
  /** Rises within one process, so that what happened at one instant stays in order. */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** On the wall, also where the workspace has a test clock. */
  readonly at: Instant;
  readonly actor: Actor;
  /** As `/docs` calls it, such as `put-v1-journeys-id`. */
  readonly operation: string;
  readonly object: { readonly kind: AuditedKind; readonly id: string | null };
  /** The status of the reply; `null`: the change is under way, or was cut off, and what came of it is not known. */
  readonly status: number | null;
  readonly difference: Difference;
}

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly kind?: AuditedKind | undefined;
  readonly object?: string | undefined;
  readonly operation?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** Where a page ended. */
export type AuditPlace = Pick<AuditRow, 'at' | '_id'>;

/** What is known of a change before it is made. */
export type BegunRow = Omit<AuditRow, '_id' | 'status' | 'difference'>;

/** What came of it. */
export type CompletedRow = Pick<AuditRow, 'object' | 'difference'> & { readonly status: number };

/** What is complete is never changed, and goes with its workspace or when it is older than entries are kept. */
export interface AuditStore {
  /** Writes down that a change is about to be made. @returns the id of the entry */
  begin(row: BegunRow): Promise<string>;
  /** Nothing where it was completed, or its workspace is gone. */
  complete(id: string, outcome: CompletedRow): Promise<void>;
  /** The change was not made. Nothing where it was completed. */
  withdraw(id: string): Promise<void>;
  /** Takes away what happened before this time, in all workspaces. */
  forgetBefore(at: Instant): Promise<void>;
  /** Newest first. */
  page(workspace: WorkspaceId, filter: AuditFilter, page: Page<AuditPlace>): Promise<readonly AuditRow[]>;
}

export function mongoAuditStore(connection: Connection): AuditStore {
  const rows = collectionOf<AuditRow>(connection, 'audit', [
    { keys: { workspace: 1, at: -1, _id: -1 } },
    { keys: { workspace: 1, 'actor.id': 1, at: -1, _id: -1 } },
    { keys: { workspace: 1, 'object.kind': 1, 'object.id': 1, at: -1, _id: -1 } },
    { keys: { workspace: 1, operation: 1, at: -1, _id: -1 } },
    { keys: { at: 1 } },
  ]);
  return {
    async begin(row) {
      const _id = new mongo.ObjectId().toHexString();
      const begun: AuditRow = { _id, ...row, status: null, difference: { changed: [], more: 0 } };
      await rows.insertOne(begun, { writeConcern: MAJORITY });
      return _id;
    },
    async complete(id, outcome) {
      await rows.updateOne({ _id: id, status: null }, { $set: outcome }, { writeConcern: MAJORITY });
    },
    async withdraw(id) {
      await rows.deleteOne({ _id: id, status: null });
    },
    async forgetBefore(at) {
      await rows.deleteMany({ at: { $lt: at } });
    },
    async page(workspace, filter, { limit, after }) {
      const found = rows.find({
        workspace,
        ...present({
          'actor.id': filter.actor,
          'object.kind': filter.kind,
          'object.id': filter.object,
          operation: filter.operation,
        }),
        $and: [
          { at: { $gte: filter.from ?? 0 } },
          ...(filter.to === undefined ? [] : [{ at: { $lt: filter.to } }]),
          ...(after ? [{ $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after._id } }] }] : []),
        ],
      });
      return await found.sort({ at: -1, _id: -1 }).limit(limit).toArray();
    },
  };
}

function present<Value>(equal: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> {
  const kept = Object.entries(equal).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(kept);
}
