import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { appliedAmong } from './applied.ts';
import { eventCollection, OF_ANY, UNDELIVERED } from './events.ts';
import { quarantineCollection } from './quarantine.ts';
import { workspaceCollection } from '../workspaces/workspaces.ts';

/** What has become of one workspace's events: each accepted one is applied, pending or set aside. */
export interface EventCounts {
  readonly workspace: WorkspaceId;
  /** Without those that lie ahead of a test clock. */
  readonly accepted: number;
  readonly applied: number;
  /** Not known to be applied. */
  readonly pending: number;
  readonly quarantined: number;
  /** When the oldest event arrived that has not been applied; `null` where there is none. */
  readonly oldest: Instant | null;
}

export interface Backlog {
  readonly workspaces: readonly EventCounts[];
  /** Events of all workspaces that nobody has been told of yet. */
  readonly undelivered: number;
}

/** Counting stops here: by then it matters only that it is far too many. */
const MOST_COUNTED = 1_000_000;
/** Open rows looked at together for the oldest that is not applied, and how often at the most. */
const LOOKED_AT = 200;
const MOST_LOOKS = 20;

/** Events of one workspace that are not known to be applied, and those that cannot be; nothing else is looked at. */
export type OpenEvents = Pick<EventCounts, 'pending' | 'quarantined' | 'oldest'>;

export function mongoOpenEvents(connection: Connection): (workspace: WorkspaceId) => Promise<OpenEvents> {
  const events = eventCollection(connection);
  const quarantine = quarantineCollection(connection);

  /** Rows that have been applied, and are not known to be, do not wait. */
  async function oldestOf(workspace: WorkspaceId): Promise<Instant | null> {
    let receivedAt: Instant = 0;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const open = events.find({ workspace, p: { $exists: true }, receivedAt: { $gte: receivedAt } });
      const rows = await open.sort({ receivedAt: 1 }).limit(LOOKED_AT).toArray();
      const applied = new Set(await appliedAmong(connection, rows));
      const first = rows.find(({ _id }) => !applied.has(_id));
      if (first) return first.receivedAt;
      if (rows.length < LOOKED_AT) return null;
      receivedAt = (rows.at(-1)?.receivedAt ?? receivedAt) + 1;
    }
    return receivedAt;
  }

  return async (workspace) => {
    const [pending, quarantined, oldest] = await Promise.all([
      events.countDocuments({ workspace, p: { $exists: true }, receivedAt: { $gte: 0 } }),
      quarantine.countDocuments({ workspace, event: { $exists: true } }),
      oldestOf(workspace),
    ]);
    return { pending, quarantined, oldest };
  };
}

export function mongoBacklog(connection: Connection): () => Promise<Backlog> {
  const events = eventCollection(connection);
  const openEvents = mongoOpenEvents(connection);
  const workspaces = workspaceCollection(connection);

  async function countsOf(workspace: WorkspaceId): Promise<EventCounts> {
    const [all, ahead, open] = await Promise.all([
      events.countDocuments({ workspace, customer: { $gt: '' } } as object),
      events.countDocuments({ workspace, ahead: 1, 'event.at': { $gt: 0 } }),
      openEvents(workspace),
    ]);
    const accepted = all - ahead;
    return { workspace, accepted, applied: accepted - open.pending - open.quarantined, ...open };
  }

  return async () => {
    const ids = await workspaces.distinct('_id', {});
    const [counts, undelivered] = await Promise.all([
      Promise.all(ids.map(countsOf)),
      events.countDocuments({ ...OF_ANY, p: UNDELIVERED, receivedAt: { $gte: 0 } }, { limit: MOST_COUNTED }),
    ]);
    return { workspaces: counts, undelivered };
  };
}
