import { setTimeout as pause } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { mongoFitScheduleStore } from '../db/jobs/fit-schedules.ts';
import { mongoDifferenceStore, type DifferenceStore } from '../db/jobs/differences.ts';
import type { ContactsOptions } from '../db/jobs/results.ts';
import { isOf, type ImportOptions, type JobKind, type JobRef, type JobRow } from '../db/jobs/rows.ts';
import { mongoLaunchScheduleStore } from '../db/jobs/launch-schedules.ts';
import { mongoJobStore, type JobStore } from '../db/jobs/store.ts';
import { mongoRejectedStore, type RejectedStore } from '../db/jobs/rejected-rows.ts';
import { mongoUploadStore } from '../db/jobs/uploads.ts';
import { moneyOf, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { beginJob, launchWaiting, type JobPorts, type JobWanted } from './begin.ts';
import { beginContacts } from './contacts-file.ts';
import { openFitSchedules, type FitSchedules } from './fit-schedules.ts';
import { beginImport } from './import-file.ts';
import { fireByClock, nextByClock } from './clock-launches.ts';
import { followPlaybook } from './launch-schedules.ts';
import { jobCanceller, jobLauncher, launchUpkeep } from './launch.ts';
import type { FileBegun, FilePorts } from './with-file.ts';

export interface JobsOptions {
  readonly connection: Connection;
  readonly client: Client;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Told of jobs that could not be set going yet; `launchWaiting` tries them again. */
  readonly failed: (error: unknown) => void;
  readonly taskQueue?: string;
  /** Left out: as a workflow. */
  readonly launch?: (job: JobRef) => Promise<void>;
}

/** Background work over whole workspaces, over one store and one Temporal namespace. */
export interface Jobs {
  readonly rows: Pick<
    JobStore,
    'find' | 'list' | 'deletion' | 'erasure' | 'previewed' | 'fitted' | 'lastFit' | 'lastPurge'
  >;
  readonly rejected: Pick<RejectedStore, 'list'>;
  readonly differences: Pick<DifferenceStore, 'list'>;
  readonly fitSchedules: FitSchedules;
  /** Of journeys that are launched again and again. */
  readonly launchSchedules: LaunchSchedules;
  /** See `beginJob`. */
  readonly begin: <Wanted extends JobWanted>(workspace: WorkspaceId, wanted: Wanted) => Promise<JobRow<Wanted['kind']>>;
  /** See `beginImport`. */
  readonly beginImport: (
    workspace: WorkspaceRow,
    options: ImportOptions,
    body: Readable,
  ) => Promise<FileBegun<'import'>>;
  /** See `beginContacts`. */
  readonly beginContacts: (
    workspace: WorkspaceId,
    options: ContactsOptions,
    body: Readable,
  ) => Promise<FileBegun<'contacts'>>;
  /**
   * Waits for a job, at most so many milliseconds.
   * @returns the job as it is then, ended or not
   */
  readonly wait: <Kind extends JobKind>(row: JobRow<Kind>, within: number) => Promise<JobRow<Kind>>;
  /** Calls a job off; it stops within seconds, and then says what became of it. What it has published or woken stays so. */
  readonly cancel: (row: JobRow) => Promise<void>;
  /** Lets a launch wait, or go on. @returns false where it has ended */
  readonly pause: (row: JobRow<'launch'>, paused: boolean) => Promise<boolean>;
  /** To be called now and then by whoever delivers what was left over. */
  readonly launchWaiting: () => Promise<void>;
  /** See `launchUpkeep`; also to be called now and then. */
  readonly launchUpkeep: () => Promise<void>;
}

export interface LaunchSchedules {
  /** See `followPlaybook`; where Temporal does not answer, upkeep tells it later. */
  readonly follow: (workspace: WorkspaceRow, book: Playbook) => Promise<void>;
  /** See `fireByClock`. */
  readonly fire: (workspace: WorkspaceRow, book: Playbook) => Promise<readonly JobRow[]>;
  /** See `nextByClock`. */
  readonly next: (workspace: WorkspaceRow) => Promise<Instant | null>;
}

/** How often somebody who waits looks. */
const LOOK_FIRST = 50;
const LOOK_LAST = SECOND / 2;

export function openJobs({ connection, client, now, failed, taskQueue, ...options }: JobsOptions): Jobs {
  const jobs = mongoJobStore(connection);
  const start = options.launch ?? jobLauncher(client, taskQueue);
  // Not waited for: somebody's request would wait too, and what is not launched now is launched later.
  const launch: JobPorts['launch'] = async (row) => void start(row).catch(failed);
  const uploads = mongoUploadStore(connection);
  const ports: FilePorts = { jobs, uploads, launch, now, failed };
  const schedules = mongoFitScheduleStore(connection);
  const queue = taskQueue === undefined ? {} : { taskQueue };
  const callOff = jobCanceller(client);
  return {
    rows: jobs,
    rejected: mongoRejectedStore(connection),
    differences: mongoDifferenceStore(connection),
    fitSchedules: openFitSchedules({ schedules, client, now, failed, ...queue }),
    begin: (workspace, wanted) => beginJob(ports, workspace, wanted),
    launchSchedules: launchSchedulesOver({ ...ports, connection, client, ...queue }),
    beginImport: (workspace, wanted, body) =>
      beginImport(ports, { workspace: workspace._id, money: moneyOf(workspace) }, wanted, body),
    beginContacts: (workspace, wanted, body) => beginContacts(ports, workspace, wanted, body),
    async wait(row, within) {
      const until = Date.now() + within;
      for (let look = LOOK_FIRST; ; look = Math.min(LOOK_LAST, look * 2)) {
        const found = await jobs.find(row.workspace, row._id);
        if (found === null || !isOf(found, row.kind)) return row;
        const left = until - Date.now();
        if (found.active === undefined || left <= 0) return found;
        await pause(Math.min(look, left));
      }
    },
    async cancel(row) {
      if (await callOff(row)) return;
      // No workflow works on it, so nobody else would say that it has ended; nothing was begun that has to be undone.
      await jobs.end(row._id, { state: 'cancelled', at: now() });
      await uploads.remove(row._id);
    },
    pause: (row, paused) => jobs.change(row._id, { paused, changedAt: now() }),
    launchWaiting: () => launchWaiting(ports),
    launchUpkeep: () => launchUpkeep(client, taskQueue),
  };
}

function launchSchedulesOver(
  outside: JobPorts & Pick<JobsOptions, 'connection' | 'client' | 'taskQueue'>,
): LaunchSchedules {
  const { connection, client, now, failed, taskQueue = TASK_QUEUE } = outside;
  const store = mongoLaunchScheduleStore(connection);
  return {
    async follow(workspace, book) {
      try {
        await followPlaybook({ store, client, taskQueue, now }, workspace, book, 'unsettled');
      } catch (error) {
        failed(error);
      }
    },
    fire: (workspace, book) => fireByClock({ ...outside, store }, workspace, book),
    next: async (workspace) => nextByClock(await store.of(workspace._id), workspace),
  };
}
