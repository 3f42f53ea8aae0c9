import type { Connection } from 'mongoose';
import { NOT_FOLLOWED } from '../../domain/feed/follow.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { MAJORITY } from '../connection.ts';
import { feedCollection, followedCollection } from './rows.ts';

/** Says that something was written of these customers; nothing where the workspace has no feed. Repeatable. */
export type MarkForFeed = (workspace: WorkspaceId, keys: readonly CustomerKey[]) => Promise<void>;

export function mongoMarkForFeed(connection: Connection): MarkForFeed {
  const feeds = feedCollection(connection);
  const followed = followedCollection(connection);
  return async (workspace, keys) => {
    if (keys.length === 0) return;
    if ((await feeds.findOne({ _id: workspace }, { projection: { _id: 1 } })) === null) return;
    const $setOnInsert = { workspace, ...NOT_FOLLOWED };
    const writes = keys.map((_id) => ({
      updateOne: { filter: { _id }, update: { $set: { due: 0 }, $setOnInsert }, upsert: true },
    }));
    await followed.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
  };
}
