import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { counterCollection } from './counters.ts';
import { collectionOf } from '../schema.ts';

/** When a workspace's tallies were last counted anew. */
interface RecountRow {
  readonly _id: WorkspaceId;
  /** Wall clock. */
  readonly at: Instant;
}

export interface RecountStore {
  /** Workspaces that have counters. */
  workspaces(): Promise<readonly WorkspaceId[]>;
  /**
   * Whether the caller is to recount now: nobody has since `before`, and nobody else will take it for theirs.
   * A workspace that is seen for the first time counts as recounted.
   */
  claim(workspace: WorkspaceId, now: Instant, before: Instant): Promise<boolean>;
}

export function mongoRecountStore(connection: Connection): RecountStore {
  const counters = counterCollection(connection);
  const recounts = collectionOf<RecountRow>(connection, 'recounts');
  return {
    async workspaces() {
      return await counters.distinct('workspace');
    },
    async claim(_id, now, before) {
      const last = { _id, at: { $lte: before } };
      const { matchedCount } = await recounts.updateOne(last, { $set: { at: now } }, { writeConcern: MAJORITY });
      if (matchedCount > 0) return true;
      await recounts.updateOne({ _id }, { $setOnInsert: { at: now } }, { upsert: true, writeConcern: MAJORITY });
      return false;
    },
  };
}
