import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Connection } from 'mongoose';
import type { JobDeps } from '../../activities/jobs/job-deps.ts';
import { createJobActivities, mongoJobDeps } from '../../activities/jobs/jobs.ts';
import { keepUpOnce } from '../../activities/jobs/keep-up.ts';
import { jobCollection } from '../../db/jobs/store.ts';
import type { JobKind, JobRef } from '../../db/jobs/rows.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { mongoWorkspaceStore } from '../../db/workspaces/workspace-store.ts';
import type { JobCall, JobOutcome } from '../../workflows/job-messages.ts';

/** Kinds that a test of the API may want the end of. */
const HERE: readonly JobKind[] = ['preview', 'recompute', 'recount', 'launch', 'purge'];

export function isHere(kind: JobKind): boolean {
  return HERE.includes(kind);
}

/** What the activities of jobs work with, as a worker has it. */
export function jobDepsHere(connection: Connection, now: () => number): JobDeps {
  const workspaces = mongoWorkspaceStore(connection);
  return {
    ...mongoJobDeps(connection, {
      playbooks: mongoPlaybookStore(connection),
      from: 'shop@example.com',
      workspace: async (id) => {
        const row = await workspaces.find(id);
        if (row === null) throw new Error(`workspace ${id} is not in the store`);
        return row;
      },
    }),
    now,
  };
}

/** The part of a worker that a test of the API needs, without Temporal: the real activities, one after the other. */
export function jobsHere(connection: Connection, now: () => number) {
  // Anew for each call: tests take away what is published, which stores keep because it never changes.
  const depsNow = () => jobDepsHere(connection, now);
  const nobody = new Client({ connection: TemporalConnection.lazy({ address: '127.0.0.1:1' }) });
  const inActivity = async (work: () => Promise<void>) => {
    await new MockActivityEnvironment(
      {},
      { client: Object.assign(nobody, { withDeadline: noAnswer }), logger: SILENT },
    ).run(work);
  };

  /** As the workflow does: the work, and then a row that says what became of it. */
  async function run({ workspace, _id: job, kind }: JobRef): Promise<void> {
    const activities = createJobActivities(depsNow());
    const works = new Map<JobKind, (call: JobCall) => Promise<void>>([
      ['preview', activities.preview],
      ['recompute', activities.recompute],
      ['recount', activities.recount],
      ['launch', activities.launch],
      ['purge', activities.purge],
    ]);
    const call = { workspace, job, kind };
    const outcome = await inActivity(async () => await works.get(kind)?.(call)).then<JobOutcome, JobOutcome>(
      () => ({ state: 'done' }),
      (error: unknown) => ({ state: 'failed', error: String(error) }),
    );
    await activities.endJob({ ...call, ...outcome });
  }

  return {
    run,
    /** One round of the upkeep, whose jobs wait. */
    async keepUpOnly(): Promise<void> {
      await inActivity(() => keepUpOnce(depsNow()));
    },
    /** One round of the upkeep, and the jobs that it begins. */
    async keepUp(): Promise<void> {
      await this.keepUpOnly();
      const begun = await jobCollection(connection)
        .find({ active: 1, kind: { $in: [...HERE] } })
        .toArray();
      for (const row of begun) await run(row);
    },
  };
}

const silent = () => undefined;
/** That a rollout waits for Temporal is nothing to tell here. */
export const SILENT = { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent };

async function noAnswer(): Promise<never> {
  throw new Error('nobody answers there');
}
