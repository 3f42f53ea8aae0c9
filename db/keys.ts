import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

/** What a key may do, from the least to the most; each one may do what those before it may. */
export const SCOPES = ['ingest', 'marketer', 'operator', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key as it is stored: its secret part only as a hash. */
export interface KeyRow {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** SHA-256 of the whole key, hexadecimal. The key holds 190 random bits, so a slow hash would add nothing. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  /** Fixed by the environment: when another is given there, this one ends. */
  readonly given?: true;
}

export interface KeyStore {
  find(id: string): Promise<KeyRow | null>;
  /** @returns false where the id is taken */
  insert(row: KeyRow): Promise<boolean>;
  /** @returns false where the workspace has no such key */
  remove(workspace: WorkspaceId, id: string): Promise<boolean>;
  hasAdmin(workspace: WorkspaceId): Promise<boolean>;
  /** Ends keys fixed by an environment that has changed since. */
  removeGivenExcept(id: string): Promise<void>;
}

export function keyCollection(connection: Connection): mongo.Collection<KeyRow> {
  return collectionOf<KeyRow>(connection, 'keys', [{ keys: { workspace: 1 } }]);
}

export function mongoKeyStore(connection: Connection): KeyStore {
  const keys = keyCollection(connection);
  return {
    async find(id) {
      return await keys.findOne({ _id: id });
    },
    async insert(row) {
      try {
        await keys.insertOne(row, { writeConcern: MAJORITY });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async remove(workspace, id) {
      const { deletedCount } = await keys.deleteOne({ _id: id, workspace }, { writeConcern: MAJORITY });
      return deletedCount > 0;
    },
    async hasAdmin(workspace) {
      return (await keys.findOne({ workspace, scopes: 'admin' })) !== null;
    },
    async removeGivenExcept(id) {
      await keys.deleteMany({ given: true, _id: { $ne: id } }, { writeConcern: MAJORITY });
    },
  };
}
