import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { MAJORITY } from './connection.ts';
import { JourneyVersions } from './journey-versions.ts';
import { draftCollection, type DraftRow } from './journeys.ts';
import { keyCollection, type KeyRow } from './keys.ts';
import { playbookCollection, playbookRow } from './playbooks.ts';
import { allOrNothing } from './transaction.ts';
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
  /** All of it, or nothing. @returns false where the id is taken */
  create(parts: NewWorkspace): Promise<boolean>;
  /** Puts a published playbook in force, unless a later one is: heals a publisher that died half-way. */
  adoptPlaybook(id: WorkspaceId, version: number): Promise<void>;
  /** Whether the store answers. */
  ping(): Promise<void>;
}

export function mongoWorkspaceStore(connection: Connection): WorkspaceStore {
  const workspaces = workspaceCollection(connection);
  const drafts = draftCollection(connection);
  const keys = keyCollection(connection);
  const playbooks = playbookCollection(connection);
  const versions = new JourneyVersions(connection);
  return {
    async find(id) {
      return await workspaces.findOne({ _id: id });
    },
    async create({ workspace, playbook, drafts: draftRows, key }) {
      const birth = { workspace: workspace._id, playbook: playbook.version, at: null };
      return await allOrNothing(connection, async (session) => {
        await workspaces.insertOne(workspace, { session });
        await playbooks.insertOne(playbookRow(workspace._id, playbook), { session });
        await versions.insert(birth, [...playbook.journeys.values()], session);
        if (draftRows.length > 0) await drafts.insertMany([...draftRows], { session });
        await keys.insertOne(key, { session });
      });
    },
    async adoptPlaybook(id, version) {
      await workspaces.updateOne(
        { _id: id, playbook: { $lt: version } },
        { $set: { playbook: version } },
        { writeConcern: MAJORITY },
      );
    },
    async ping() {
      await connection.getClient().db(connection.name).command({ ping: 1 }, { timeoutMS: 1_500 });
    },
  };
}
