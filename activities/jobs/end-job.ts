import type { EndJobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from './job-deps.ts';

/** Says what became of a job, where the work itself has not. */
export function createEndJob(deps: Pick<JobDeps, 'jobs' | 'uploads' | 'now'>) {
  return async function endJob({ job, state, error }: EndJobCall): Promise<void> {
    // A file may hold addresses, and is of no use any more.
    await deps.uploads.remove(job);
    await deps.jobs.end(job, { state, at: deps.now(), ...(error === undefined ? {} : { error }) });
  };
}
