import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { HOUR, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** Who an anonymous id is, which is known by a keyed hash only. */
interface IdentityRow {
  /** `workspace:hash` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly at: Instant;
}

export interface IdentityStore {
  /** The last word counts: of a browser that two people use, whoever signed in last. @returns whether this is news here */
  link(workspace: WorkspaceId, key: string, customer: CustomerId, at: Instant): Promise<boolean>;
  /** Who these are; those who have not said so are left out. */
  of(workspace: WorkspaceId, keys: readonly string[]): Promise<ReadonlyMap<string, CustomerId>>;
}

export function mongoIdentityStore(connection: Connection): IdentityStore {
  const rows: mongo.Collection<IdentityRow> = collectionOf<IdentityRow>(connection, 'source_identities', [
    { keys: { workspace: 1, customer: 1 } },
  ]);
  const keyOf = (workspace: WorkspaceId, key: string) => `${workspace}:${key}`;
  // Clients say it with each message: once an hour is enough to mend what another process has changed.
  const known = new LRUCache<string, CustomerId>({ max: 20_000, ttl: HOUR });
  return {
    async link(workspace, key, customer, at) {
      const _id = keyOf(workspace, key);
      if (known.get(_id) === customer) return false;
      const update = { $set: { workspace, customer, at } };
      await rows.updateOne({ _id }, update, { upsert: true, writeConcern: MAJORITY });
      known.set(_id, customer);
      return true;
    },
    async of(workspace, keys) {
      if (keys.length === 0) return new Map();
      const ids = [...new Set(keys)].map((key) => keyOf(workspace, key));
      const found = await rows.find({ _id: { $in: ids } }, { readConcern: 'majority' }).toArray();
      return new Map(found.map(({ _id, customer }) => [_id.slice(workspace.length + 1), customer]));
    },
  };
}
