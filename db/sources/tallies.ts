import type { Connection, mongo } from 'mongoose';
import type { CustomerId, SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Ignored, Refused } from '../../domain/sources/translated.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';
import { sourceKey } from './sources.ts';

/** One message that was refused; nothing of what it said is kept. */
export interface RefusedMessage {
  readonly at: Instant;
  readonly id: string | null;
  readonly reason: Refused;
  readonly path: string;
  readonly message: string;
}

/** A request by law that a shop passed on. */
export interface PrivacyRequest {
  readonly at: Instant;
  readonly topic: string;
  readonly customer: CustomerId | null;
}

type ByReason<Reason extends string> = Readonly<Partial<Record<Reason, number>>>;

/** What became of the messages of one request. */
export interface SourceNews {
  /** By the wall clock. */
  readonly at: Instant;
  /** How long ago the newest event of it happened, in ms of the workspace's time; left out: it brought none. */
  readonly lag?: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** Until their customer is known. */
  readonly waiting: number;
  readonly ignored: ByReason<Ignored>;
  readonly refused: ByReason<Refused>;
  readonly problems: readonly RefusedMessage[];
  readonly requests: readonly PrivacyRequest[];
}

/** Everything that a source has sent since it was first heard of. */
export interface SourceTally extends Omit<SourceNews, 'at'> {
  readonly _id: string;
  readonly source: SourceId;
  readonly lastAt: Instant;
}

export interface SourceTallies {
  /** Counts are for people: a store that fails over may lose the last ones. */
  add(workspace: WorkspaceId, source: SourceId, news: SourceNews): Promise<void>;
  list(workspace: WorkspaceId): Promise<readonly SourceTally[]>;
  remove(workspace: WorkspaceId, source: SourceId): Promise<void>;
}

const MOST_PROBLEMS = 50;
const MOST_REQUESTS = 100;
/** Declared ones, and the two that need no declaration. */
const MOST_SOURCES = 52;

export function mongoSourceTallies(connection: Connection): SourceTallies {
  const rows: mongo.Collection<SourceTally> = collectionOf<SourceTally>(connection, 'source_tallies');
  return {
    async add(workspace, source, news) {
      const { at, lag, accepted, duplicates, waiting, problems, requests } = news;
      const update = {
        $set: { source, lastAt: at, ...(lag === undefined ? {} : { lag }) },
        $inc: { accepted, duplicates, waiting, ...under('ignored', news.ignored), ...under('refused', news.refused) },
        $push: {
          problems: { $each: [...problems], $slice: -MOST_PROBLEMS },
          requests: { $each: [...requests], $slice: -MOST_REQUESTS },
        },
      };
      await rows.updateOne({ _id: sourceKey(workspace, source) }, update, { upsert: true, writeConcern: { w: 1 } });
    },
    async list(workspace) {
      const theirs = { _id: { $gte: `${workspace}:`, $lt: `${workspace};` } };
      const found = await rows.find(theirs).sort({ _id: 1 }).limit(MOST_SOURCES).toArray();
      // A map that nothing was counted in is not stored.
      return found.map((row) => ({ ...row, ignored: { ...row.ignored }, refused: { ...row.refused } }));
    },
    async remove(workspace, source) {
      await rows.deleteOne({ _id: sourceKey(workspace, source) });
    },
  };
}

function under(name: string, counts: ByReason<string>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).map(([reason, count]) => [`${name}.${reason}`, count ?? 0]));
}
