import type { Connection, mongo } from 'mongoose';
import type { SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';
import type { WorkspaceRow } from './workspaces.ts';

/** A key as it is stored: its secret part only as a hash. */
export interface KeyRow {
  readonly _id: string;
  /** `null`: the key of the installation, whose workspace was deleted. */
  readonly workspace: WorkspaceId | null;
  /** SHA-256 of the whole key, hexadecimal. The key holds 190 random bits, so a slow hash would add nothing. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  /** The source that sends with it. */
  readonly source?: SourceId;
  /** Fixed by the environment: when another is given there, this one ends. */
  readonly given?: true;
}

export interface KeyStore {
  find(id: string): Promise<KeyRow | null>;
  /** Of a workspace, newest first. */
  list(workspace: WorkspaceId, limit: number): Promise<readonly KeyRow[]>;
  /** @returns false where the id is taken */
  insert(row: KeyRow): Promise<boolean>;
  /** @returns false where the workspace has no such key, or it is the installation's */
  remove(workspace: WorkspaceId, id: string): Promise<boolean>;
  /** The key of the installation; `null` where no version that knows of one has started yet. */
  installation(): Promise<KeyRow | null>;
  /**
   * The key that earlier versions made first: given by the environment, or made in the same moment as its workspace.
   * No other admin key was.
   */
  firstOf(workspace: Pick<WorkspaceRow, '_id' | 'createdAt'>): Promise<KeyRow | null>;
  /** Makes a key the installation's. */
  promote(id: string): Promise<void>;
  /** Makes this key the only one of the installation, and ends keys fixed by an environment that has changed since. */
  promoteOnly(id: string): Promise<void>;
}

export function keyCollection(connection: Connection): mongo.Collection<KeyRow> {
  return collectionOf<KeyRow>(connection, 'keys', [{ keys: { workspace: 1 } }]);
}

const INSTALLATION = 'installation' satisfies Scope;

export function mongoKeyStore(connection: Connection): KeyStore {
  const keys = keyCollection(connection);

  async function promote(id: string): Promise<void> {
    await keys.updateOne({ _id: id }, { $addToSet: { scopes: INSTALLATION } }, { writeConcern: MAJORITY });
  }

  return {
    async find(id) {
      return await keys.findOne({ _id: id });
    },
    async list(workspace, limit) {
      return await keys.find({ workspace }).sort({ createdAt: -1, _id: 1 }).limit(limit).toArray();
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
      const ordinary = { _id: id, workspace, scopes: { $nin: [INSTALLATION] } } as const;
      const { deletedCount } = await keys.deleteOne(ordinary, { writeConcern: MAJORITY });
      return deletedCount > 0;
    },
    async installation() {
      return await keys.findOne({ scopes: INSTALLATION });
    },
    async firstOf({ _id: workspace, createdAt }) {
      const admin = { workspace, scopes: 'admin' } as const;
      return await keys.findOne({ ...admin, $or: [{ given: true }, { createdAt }] }, { sort: { given: -1, _id: 1 } });
    },
    promote,
    async promoteOnly(id) {
      await promote(id);
      await keys.deleteMany({ given: true, _id: { $ne: id } }, { writeConcern: MAJORITY });
      const others = { scopes: INSTALLATION, _id: { $ne: id } } as const;
      await keys.updateMany(others, { $pull: { scopes: INSTALLATION } }, { writeConcern: MAJORITY });
    },
  };
}
