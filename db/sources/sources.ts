import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { SourceKind, SourceMapping } from '../../domain/sources/source.schema.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** A source that somebody has declared. */
export interface SourceRow {
  /** `workspace:source` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly source: SourceId;
  readonly kind: SourceKind;
  /** What people call it. */
  readonly name: string;
  readonly mapping: SourceMapping;
  readonly createdAt: Instant;
  /** Id of the key that it sends with, where it is a program. */
  readonly key?: string;
  /** What it signs its webhooks with, sealed for `sourceKey`. */
  readonly secret?: string;
}

export interface SourceStore {
  list(workspace: WorkspaceId): Promise<readonly SourceRow[]>;
  find(workspace: WorkspaceId, source: SourceId): Promise<SourceRow | null>;
  /** As it was within the last five seconds, as keys are; what this process has changed, at once. */
  glance(workspace: WorkspaceId, source: SourceId): Promise<SourceRow | null>;
  /** @returns `taken` where there is one of this id, `full` where there are as many as may be */
  insert(row: SourceRow): Promise<'made' | 'taken' | 'full'>;
  /** @returns false where there is none */
  change(
    workspace: WorkspaceId,
    source: SourceId,
    wanted: Pick<SourceRow, 'name' | 'mapping'> & { readonly secret?: string | undefined },
  ): Promise<boolean>;
  /** @returns what it was; `null`: there was none */
  remove(workspace: WorkspaceId, source: SourceId): Promise<SourceRow | null>;
}

const MOST = 50;

/** What its row, and the secret in it, are called. */
export function sourceKey(workspace: WorkspaceId, source: SourceId): string {
  return `${workspace}:${source}`;
}

export function mongoSourceStore(connection: Connection): SourceStore {
  const rows: mongo.Collection<SourceRow> = collectionOf<SourceRow>(connection, 'sources');
  const known = new LRUCache<string, { readonly row: SourceRow | null }>({ max: 1_000, ttl: 5 * SECOND });
  const ofWorkspace = (workspace: WorkspaceId) => ({ _id: { $gte: `${workspace}:`, $lt: `${workspace};` } });

  async function find(workspace: WorkspaceId, source: SourceId): Promise<SourceRow | null> {
    const _id = sourceKey(workspace, source);
    const row = await rows.findOne({ _id });
    known.set(_id, { row });
    return row;
  }

  return {
    list: (workspace) => rows.find(ofWorkspace(workspace)).sort({ _id: 1 }).limit(MOST).toArray(),
    find,
    async glance(workspace, source) {
      return known.get(sourceKey(workspace, source))?.row ?? (await find(workspace, source));
    },
    async insert(row) {
      if ((await rows.countDocuments(ofWorkspace(row.workspace), { limit: MOST })) >= MOST) return 'full';
      try {
        await rows.insertOne(row, { writeConcern: MAJORITY });
        return 'made';
      } catch (error) {
        if (isDuplicateKey(error)) return 'taken';
        throw error;
      } finally {
        known.delete(row._id);
      }
    },
    async change(workspace, source, { name, mapping, secret }) {
      const _id = sourceKey(workspace, source);
      const $set = { name, mapping, ...(secret === undefined ? {} : { secret }) };
      const { matchedCount } = await rows.updateOne({ _id }, { $set }, { writeConcern: MAJORITY });
      known.delete(_id);
      return matchedCount > 0;
    },
    async remove(workspace, source) {
      const _id = sourceKey(workspace, source);
      const row = await rows.findOneAndDelete({ _id }, { writeConcern: MAJORITY });
      known.delete(_id);
      return row;
    },
  };
}
