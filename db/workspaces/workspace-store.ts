import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { partsInForce } from '../../domain/parts.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Retained, Retention } from '../../domain/privacy/retention.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { keyCollection, type KeyRow } from './keys.ts';
import type { Page } from '../page.ts';
import { draftCollection, type DraftRow } from '../playbook/drafts.ts';
import { PartRows } from '../playbook/parts.ts';
import { partRow, playbookCollection, playbookId, playbookRow } from '../playbook/rows.ts';
import { jobCollection } from '../jobs/store.ts';
import { allOrNothing } from '../transaction.ts';
import { workspaceCollection, type WorkspaceRow } from './workspaces.ts';

/** What belongs to a workspace from its first moment. */
interface NewWorkspace {
  readonly workspace: WorkspaceRow;
  readonly playbook: Playbook;
  readonly drafts: readonly DraftRow[];
  readonly key: KeyRow;
}

export interface WorkspaceStore {
  find(id: WorkspaceId): Promise<WorkspaceRow | null>;
  /**
   * As it was within the last second, for what every page of a shop asks for again and again; where a test clock tells the
   * time, as it is.
   */
  glance(id: WorkspaceId): Promise<WorkspaceRow | null>;
  /** In order of their ids. */
  list(page: Page<WorkspaceId>): Promise<readonly WorkspaceRow[]>;
  /** All of it, or nothing. `deleted`: the id was that of a workspace that was deleted, and is not used again. */
  create(parts: NewWorkspace): Promise<'created' | 'taken' | 'deleted'>;
  /** Puts a published playbook in force, unless a later one is, or there is none of this number: heals a publisher that died half-way. */
  adoptPlaybook(id: WorkspaceId, version: number): Promise<void>;
  /** For how many days what is kept, from now on; what was purged stays so. @returns `null` where there is no such workspace */
  retain(id: WorkspaceId, days: Retention): Promise<WorkspaceRow | null>;
  /** A purge of a class up to an instant has begun, or ended; never earlier than was noted before. */
  notePurge(id: WorkspaceId, what: Retained, is: 'to' | 'done', at: Instant): Promise<void>;
  /** Those that keep something for a time only. */
  retaining(): Promise<readonly WorkspaceId[]>;
  /** Whether the store answers. */
  ping(): Promise<void>;
}

/** Ends the transaction: the id was a workspace's that has been deleted. */
class WasDeleted extends Error {}

function glancing(find: WorkspaceStore['find']): WorkspaceStore['glance'] {
  const known = new LRUCache<WorkspaceId, WorkspaceRow>({ max: 1_000, ttl: SECOND });
  return async (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const row = await find(id);
    if (row !== null && row.clock === undefined) known.set(id, row);
    return row;
  };
}

export function mongoWorkspaceStore(connection: Connection): WorkspaceStore {
  const workspaces = workspaceCollection(connection);
  const drafts = draftCollection(connection);
  const keys = keyCollection(connection);
  const playbooks = playbookCollection(connection);
  const parts = new PartRows(connection);
  const jobs = jobCollection(connection);
  const find = async (id: WorkspaceId) => await workspaces.findOne({ _id: id });
  return {
    find,
    glance: glancing(find),
    async list({ limit, after }) {
      const rows = workspaces.find(after === undefined ? {} : { _id: { $gt: after } });
      return await rows.sort({ _id: 1 }).limit(limit).toArray();
    },
    async create({ workspace, playbook, drafts: draftRows, key }) {
      const named = partsInForce(playbook);
      const rows = named.map((part) => partRow(workspace._id, part, playbook.version, {}));
      const deletion = { workspace: workspace._id, kind: 'delete-workspace' } as const;
      try {
        const isNew = await allOrNothing(connection, async (session) => {
          // Looked up in the same picture of the store as the row: whoever deletes writes the one and then removes the other.
          if ((await jobs.findOne(deletion, { session })) !== null) throw new WasDeleted();
          await workspaces.insertOne(workspace, { session });
          await playbooks.insertOne(playbookRow(workspace._id, playbook, named, {}), { session });
          await parts.insert(rows, session);
          if (draftRows.length > 0) await drafts.insertMany([...draftRows], { session });
          await keys.insertOne(key, { session });
        });
        return isNew ? 'created' : 'taken';
      } catch (error) {
        if (error instanceof WasDeleted) return 'deleted';
        throw error;
      }
    },
    async adoptPlaybook(id, version) {
      // Whoever lost a race for the same rows may have lost it to nobody who published this number.
      const stored = await playbooks.findOne({ _id: playbookId(id, version) }, { projection: { _id: 1 } });
      if (stored === null) return;
      await workspaces.updateOne(
        { _id: id, playbook: { $lt: version } },
        { $set: { playbook: version } },
        { writeConcern: MAJORITY },
      );
    },
    ...retentionIn(workspaces),
    async ping() {
      await connection.getClient().db(connection.name).command({ ping: 1 }, { timeoutMS: 1_500 });
    },
  };
}

function retentionIn(
  workspaces: mongo.Collection<WorkspaceRow>,
): Pick<WorkspaceStore, 'retain' | 'notePurge' | 'retaining'> {
  return {
    async retain(id, days) {
      const change = { $set: { 'retention.days': days } };
      return await workspaces.findOneAndUpdate({ _id: id }, change, {
        returnDocument: 'after',
        writeConcern: MAJORITY,
      });
    },
    async notePurge(id, what, is, at) {
      const change = { $max: { [`retention.${is}.${what}`]: at } };
      await workspaces.updateOne({ _id: id }, change, { writeConcern: MAJORITY });
    },
    async retaining() {
      return await workspaces.distinct('_id', { retention: { $exists: true } });
    },
  };
}
