import type { ClientSession, Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { Retained } from '../../domain/privacy/retention.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { eventCollection } from '../events/events.ts';
import type { JobRow } from '../jobs/rows.ts';
import { jobCollection } from '../jobs/store.ts';
import { WORKSPACE_DATA, type PartName } from '../workspaces/workspace-data.ts';
import { mongoItemFigures } from '../recommend/item-figures.ts';
import type { KeyedRow } from './own-rows.ts';
import { PurgeTaken } from './purge-counts.ts';

/** Where rows lie that belong to a workspace, and whose own time says how old they are. */
type AgedPart = Extract<
  PartName,
  'mailbox' | 'quarantine' | 'rejectedRows' | 'differences' | 'jobs' | 'baskets' | 'audit'
>;

/** What is purged by workspace, and not by customer, in this order: rows of a job are found by it, so it goes after them. */
export const BY_WORKSPACE: Readonly<Partial<Record<Retained, readonly AgedPart[]>>> = {
  messages: ['mailbox'],
  refused: ['quarantine', 'rejectedRows'],
  jobs: ['rejectedRows', 'differences', 'jobs'],
  baskets: ['baskets'],
  audit: ['audit'],
};

/** Rows of one part that a purge takes. */
export interface AgedRows {
  readonly workspace: WorkspaceId;
  readonly what: Retained;
  readonly part: AgedPart;
  readonly to: Instant;
  /** The id of the purge. */
  readonly job: string;
}

export interface AgedPurge {
  /**
   * Deletes at most `limit` rows of one part, of up to `to`, and counts them in the row of the purge.
   * @returns how many; 0: none is left
   */
  some(of: AgedRows, limit: number): Promise<number>;
  /**
   * How many rows of a class are of up to `to`, which a purge takes, or looks at: of events and entries some may stay.
   * @returns at most `MOST_COUNTED`; `null` where counting takes too long
   */
  count(workspace: WorkspaceId, what: Retained, to: Instant): Promise<number | null>;
}

type AgedRow = KeyedRow & { readonly event?: EventKey };

const MOST_COUNTED = 100_000;
/** Somebody waits for it. */
const COUNTED_WITHIN = 3_000;

const COLLECTIONS = new Map<PartName, string>(WORKSPACE_DATA.map(({ name, collection }) => [name, collection]));

function collectionOfPart(connection: Connection, part: PartName): mongo.Collection<KeyedRow> {
  return connection
    .getClient()
    .db(connection.name)
    .collection<KeyedRow>(COLLECTIONS.get(part) ?? part);
}

/** Deletes rows and counts them in the row of the purge, all of it or nothing. */
function takingTogether(connection: Connection) {
  const events = eventCollection(connection);
  const taken = new PurgeTaken(connection);
  const figures = mongoItemFigures(connection);
  return async ({ workspace, what, part, job }: AgedRows, old: readonly AgedRow[]): Promise<number> => {
    const work = async (session: ClientSession) => {
      if (part === 'quarantine') {
        // An event that was dropped was never applied, and nobody asks for it any more.
        const dropped = { _id: { $in: old.flatMap(({ event }) => event ?? []) }, aside: 1 } as const;
        await events.deleteMany(dropped, { session });
      }
      // What is known of items counts baskets that are gone, so the next build builds all of them.
      if (part === 'baskets') await figures.noteStale(workspace, session);
      const gone = { _id: { $in: old.map(({ _id }) => _id) } };
      const { deletedCount } = await collectionOfPart(connection, part).deleteMany(gone, { session });
      await taken.add(job, what, deletedCount, session);
      // Not how many were deleted: another attempt may have been here meanwhile, and there may be more.
      return old.length;
    };
    return await connection
      .getClient()
      .withSession((session) => session.withTransaction(() => work(session), { writeConcern: MAJORITY }));
  };
}

export function mongoAgedPurge(connection: Connection): AgedPurge {
  const jobs = jobCollection(connection);
  const takeTogether = takingTogether(connection);
  const collection = (part: PartName) => collectionOfPart(connection, part);

  async function counted(part: PartName, filter: mongo.Filter<KeyedRow>): Promise<number | null> {
    try {
      return await collection(part).countDocuments(filter, { limit: MOST_COUNTED, maxTimeMS: COUNTED_WITHIN });
    } catch (error) {
      // MaxTimeMSExpired
      if (error instanceof Error && 'code' in error && error.code === 50) return null;
      throw error;
    }
  }

  return {
    async some({ workspace, what, part, to, job }, limit) {
      const rows = collection(part)
        .find(await agedIn(jobs, { workspace, what, part, to }))
        .limit(limit);
      const old = await rows.project<AgedRow>({ event: 1 }).toArray();
      if (old.length === 0) return 0;
      return await takeTogether({ workspace, what, part, to, job }, old);
    },
    async count(workspace, what, to) {
      const parts = BY_WORKSPACE[what];
      if (parts === undefined) {
        const part = what === 'events' || what === 'journal' || what === 'effects' ? what : 'events';
        return await counted(part, agedOf(workspace, part, to));
      }
      const counts = await Promise.all(
        parts.map(async (part) => await counted(part, await agedIn(jobs, { workspace, what, part, to }))),
      );
      return counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    },
  };
}

function agedOf(workspace: WorkspaceId, part: 'events' | 'journal' | 'effects', to: Instant): mongo.Filter<KeyedRow> {
  switch (part) {
    case 'events':
      return { workspace, 'event.at': { $lte: to }, 'event.seenAt': { $lte: to } };
    case 'journal':
      return { key: { $gte: `${workspace}:`, $lt: `${workspace};` }, at: { $lte: to } };
    case 'effects':
      return { workspace, at: { $lte: to }, seen: { $exists: false } };
  }
}

async function agedIn(
  jobs: mongo.Collection<JobRow>,
  { workspace, what, part, to }: Omit<AgedRows, 'job'>,
): Promise<mongo.Filter<KeyedRow>> {
  const ended = { workspace, active: { $exists: false }, changedAt: { $lte: to } } as const;
  switch (part) {
    case 'mailbox':
    case 'audit':
    case 'baskets':
      return { workspace, at: { $lte: to } };
    // What waits for somebody to decide stays.
    case 'quarantine':
      return { workspace, since: { $lte: to }, droppedAt: { $lte: to } };
    case 'rejectedRows':
    case 'differences': {
      const those = what === 'jobs' ? await goingJobs(jobs, ended) : ended;
      return { job: { $in: await jobs.distinct('_id', those) } };
    }
    case 'jobs':
      return await goingJobs(jobs, ended);
  }
}

/**
 * Receipts stay, which also keep what they are of from coming back; and the newest fit that is done, by which silences are
 * scheduled.
 */
async function goingJobs<Ended extends { readonly workspace: WorkspaceId }>(
  jobs: mongo.Collection<JobRow>,
  ended: Ended,
) {
  const { workspace } = ended;
  const fitted = { workspace, kind: 'fit', state: 'done' } as const;
  const fit = await jobs.findOne(fitted, { sort: { startedAt: -1 }, projection: { _id: 1 } });
  const kind = { $nin: ['delete-workspace' as const, 'erase-customer' as const] };
  return { ...ended, kind, ...(fit === null ? {} : { _id: { $ne: fit._id } }) };
}
