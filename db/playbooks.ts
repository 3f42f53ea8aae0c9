import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { MAJORITY } from './connection.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';
import { workspaceCollection } from './workspaces.ts';

interface PlaybookRow {
  /** `workspace:version` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly playbook: Playbook;
}

export interface PlaybookStore {
  /** @throws when this version was never published */
  load(workspace: WorkspaceId, version: number): Promise<Playbook>;
  /** Publishes, unless somebody else published this version first: then `false`, and nothing has changed. */
  publish(workspace: WorkspaceId, playbook: Playbook): Promise<boolean>;
}

/** Published versions never change, so a cached one is never stale; only the newest few are kept in memory. */
const CACHED = 200;

export function playbookCollection(connection: Connection): mongo.Collection<PlaybookRow> {
  return collectionOf<PlaybookRow>(connection, 'playbooks');
}

export function mongoPlaybookStore(connection: Connection): PlaybookStore {
  const playbooks = playbookCollection(connection);
  const workspaces = workspaceCollection(connection);
  const cache = new Map<string, Playbook>();

  function keep(key: string, playbook: Playbook): Playbook {
    cache.delete(key);
    cache.set(key, playbook);
    const oldest = cache.keys().next().value;
    if (cache.size > CACHED && oldest !== undefined) cache.delete(oldest);
    return playbook;
  }

  return {
    async load(workspace, version) {
      const key = `${workspace}:${version}`;
      const cached = cache.get(key);
      if (cached) return cached;
      const row = await playbooks.findOne({ _id: key }, { readConcern: 'majority' });
      if (row === null) throw new Error(`playbook ${version} of workspace ${workspace} is not in the store`);
      return keep(key, row.playbook);
    },
    async publish(workspace, playbook) {
      try {
        const row = { _id: `${workspace}:${playbook.version}`, workspace, playbook };
        await playbooks.insertOne(row, { writeConcern: MAJORITY });
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
      await workspaces.updateOne(
        { _id: workspace, playbook: { $lt: playbook.version } },
        { $set: { playbook: playbook.version } },
        { writeConcern: MAJORITY },
      );
      return true;
    },
  };
}
