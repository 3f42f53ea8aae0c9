import type { Readable } from 'node:stream';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { mongoJobStore, type ImportOptions, type JobRow, type JobStore } from '../db/jobs.ts';
import { mongoRejectedStore, type RejectedStore } from '../db/rejected-rows.ts';
import { mongoPseudonymKeyStore } from '../db/pseudonym-keys.ts';
import { mongoUploadStore } from '../db/uploads.ts';
import { moneyOf, workspaceCollection, type WorkspaceRow } from '../db/workspaces.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { beginImport, launchWaiting, type Begun } from './begin.ts';
import { tryImport } from './dry-run.ts';
import { importCanceller, importLauncher } from './launch.ts';
import { pseudonyms } from './pseudonym.ts';

export interface ImportsOptions {
  readonly connection: Connection;
  readonly client: Client;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Told of imports that could not be set going yet; `launchWaiting` tries them again. */
  readonly failed: (error: unknown) => void;
  readonly taskQueue?: string;
}

/** Files of history on their way in, over one store and one Temporal namespace. */
export interface Imports {
  readonly jobs: Pick<JobStore, 'find' | 'list'>;
  readonly rejected: Pick<RejectedStore, 'list'>;
  /** See `beginImport`. */
  readonly begin: (workspace: WorkspaceId, options: ImportOptions, body: Readable) => Promise<Begun>;
  /** See `tryImport`. */
  readonly dryRun: (workspace: WorkspaceId, options: ImportOptions, body: Readable) => ReturnType<typeof tryImport>;
  /** What makes customers of the addresses of a workspace; see `pseudonyms`. */
  readonly pseudonyms: (workspace: WorkspaceId) => Promise<(address: string) => CustomerId>;
  /** Calls an import off; it stops within seconds, and then says what became of it. */
  readonly cancel: (job: JobRow) => Promise<void>;
  /** To be called now and then by whoever delivers what was left over. */
  readonly launchWaiting: () => Promise<void>;
}

export function openImports({ connection, client, now, failed, taskQueue }: ImportsOptions): Imports {
  const jobs = mongoJobStore(connection);
  const uploads = mongoUploadStore(connection);
  const ports = { jobs, uploads, launch: importLauncher(client, taskQueue), now, failed };
  const callOff = importCanceller(client);
  const pseudonymKeys = mongoPseudonymKeyStore(connection);
  const workspaces = workspaceCollection(connection);
  const rowOf = async (workspace: WorkspaceId): Promise<WorkspaceRow> => {
    const row = await workspaces.findOne({ _id: workspace });
    if (row === null) throw new Error(`there is no workspace ${workspace}`);
    return row;
  };
  return {
    jobs,
    rejected: mongoRejectedStore(connection),
    async begin(workspace, options, body) {
      return await beginImport(ports, { workspace, money: moneyOf(await rowOf(workspace)) }, options, body);
    },
    async dryRun(workspace, options, body) {
      return await tryImport({ uploads, pseudonymKeys, now }, await rowOf(workspace), options, body);
    },
    pseudonyms: async (workspace) => pseudonyms(await pseudonymKeys.of(workspace)),
    async cancel(job) {
      if (await callOff({ workspace: job.workspace, job: job._id })) return;
      // No workflow has ever begun it: nothing was read, so there is nothing to take back.
      await jobs.end(job._id, { state: 'cancelled', at: now() });
      await uploads.remove(job._id);
    },
    launchWaiting: () => launchWaiting(ports),
  };
}
