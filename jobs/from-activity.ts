import { Context, log } from '@temporalio/activity';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { beginJob, type JobPorts } from './begin.ts';
import { jobLauncher } from './launch.ts';
import type { ProgressPorts } from './progress.ts';

/** What an activity begins further jobs with: over its own worker's client, for the same task queue. */
export function portsHere({ jobs, now }: ProgressPorts): JobPorts {
  return {
    jobs,
    now,
    launch: async (row) => {
      const { client, info } = Context.current();
      await jobLauncher(client, info.taskQueue)(row);
    },
    failed: (error) => log.warn('a job is not launched yet; it is tried again', { error }),
  };
}

/** Begins a rollout from an activity; see `beginJob`. @returns the job */
export function rollOutHere(ports: ProgressPorts): (workspace: WorkspaceId, playbook: number) => Promise<string> {
  return async (workspace, playbook) =>
    (await beginJob(portsHere(ports), workspace, { kind: 'rollout', playbook }))._id;
}
