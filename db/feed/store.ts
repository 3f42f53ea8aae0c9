import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { FeedToken } from '../../domain/feed/token.ts';
import type { FeedKind } from '../../domain/feed/kinds.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';
import { placeAt, trim } from './kept.ts';
import { FollowingPass } from './pass.ts';
import {
  feedCollection,
  feedLineCollection,
  followedCollection,
  lineId,
  type FeedLineRow,
  type FeedRow,
} from './rows.ts';

/** What a reader gets at once: lines of the kinds it wants, in order, and how far these reach. */
export interface FeedSpan {
  readonly lines: readonly FeedLineRow[];
  /** Behind which number to go on; lines of other kinds lie before it too. */
  readonly upTo: number;
}

export interface FeedStore {
  find(workspace: WorkspaceId): Promise<FeedRow | null>;
  /**
   * Begins a feed, or changes for how long the one that there is keeps its lines.
   * @param since of the workspace's time: what is decided from then on is told
   */
  keep(workspace: WorkspaceId, keepDays: number, since: Instant): Promise<FeedRow>;
  /** Ends it, with all its lines. @returns false where there is none */
  end(workspace: WorkspaceId): Promise<boolean>;
  /**
   * What lies behind `after`, at most so many lines of all kinds.
   * @param kinds `null`: all
   * @returns `null` where some of it is not kept any more, or the feed is another one
   */
  read(workspace: WorkspaceId, after: FeedToken, kinds: readonly FeedKind[] | null): Promise<FeedSpan | null>;
  /** The number of the first line that got its place at this instant of the wall clock, or later. */
  placeAt(feed: FeedRow, at: Instant): Promise<number>;
  /** Workspaces that have a feed. */
  workspaces(): Promise<readonly WorkspaceId[]>;
  /** Gives places to what has become final. @param now by the wall clock */
  follow(workspace: WorkspaceId, now: Instant): Promise<void>;
  /** Takes away what has been kept long enough. @param now by the wall clock */
  trim(workspace: WorkspaceId, now: Instant): Promise<void>;
}

export interface FeedOptions {
  /** How long a row stands before its last turn is told, ms. */
  readonly settle?: number;
}

/**
 * Longer than it takes until another worker has decided again what one had written and died of: a workflow task is missed
 * after 10 s. Where that takes longer, since nobody works, what had been told is withdrawn where it was not so.
 */
const SETTLE = 15 * SECOND;
/** Lines looked at for one answer of the store. */
const SPAN = 500;

/** An epoch. */
const EPOCH_BYTES = 4;

const DURABLE = { readConcern: 'majority' } as const;

export function mongoFeedStore(connection: Connection, { settle = SETTLE }: FeedOptions = {}): FeedStore {
  const feeds = feedCollection(connection);
  const lines = feedLineCollection(connection);
  // By the beginning of their keys, which are texts here.
  const followed = collectionOf<{ readonly _id: string }>(connection, followedCollection(connection).collectionName);
  const pass = new FollowingPass(connection, settle);
  const find = (workspace: WorkspaceId) => feeds.findOne({ _id: workspace }, DURABLE);

  return {
    find,
    async keep(workspace, keepDays, since) {
      const $setOnInsert = { epoch: randomBytes(EPOCH_BYTES).toString('hex'), since, last: 0, first: 1 };
      const row = await feeds.findOneAndUpdate(
        { _id: workspace },
        { $set: { keepDays }, $setOnInsert },
        { upsert: true, returnDocument: 'after', writeConcern: MAJORITY },
      );
      if (row === null) throw new Error('the feed was ended at this moment; try again');
      return row;
    },
    async end(workspace) {
      // The feed first: without it nobody gives places any more.
      const { deletedCount } = await feeds.deleteOne({ _id: workspace }, { writeConcern: MAJORITY });
      await lines.deleteMany({ _id: { $gte: `${workspace}:`, $lt: `${workspace};` } }, { writeConcern: MAJORITY });
      await followed.deleteMany({ _id: { $gte: `${workspace}:`, $lt: `${workspace};` } });
      return deletedCount === 1;
    },
    async read(workspace, after, kinds) {
      const feed = await find(workspace);
      if (feed === null || !isKept(feed, after)) return null;
      const upTo = Math.min(after.n + SPAN, feed.last);
      if (upTo <= after.n) return { lines: [], upTo: after.n };
      const those = { _id: { $gt: lineId(workspace, after.n), $lte: lineId(workspace, upTo) } };
      const found = await lines
        .find({ ...those, ...(kinds === null ? {} : { kind: { $in: [...kinds] } }) }, DURABLE)
        .sort({ _id: 1 })
        .batchSize(SPAN)
        .toArray();
      // Somebody may have taken lines away meanwhile.
      const still = await find(workspace);
      return still !== null && isKept(still, after) ? { lines: found, upTo } : null;
    },
    placeAt: (feed, at) => placeAt(lines, feed, at),
    workspaces: async () => await feeds.distinct('_id', {}),
    follow: (workspace, now) => pass.run(workspace, now),
    async trim(workspace, now) {
      const feed = await find(workspace);
      if (feed !== null) await trim({ feeds, lines }, feed, now);
    },
  };
}

/** Whether everything behind it is there still. */
export function isKept({ epoch, first, last }: FeedRow, after: FeedToken): boolean {
  return after.epoch === epoch && after.n >= first - 1 && after.n <= last;
}
