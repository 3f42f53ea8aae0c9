import { jobOf } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/** Takes back the events of everybody who has not been scored, so that the file can be imported again. */
export function createTakeBackImport(deps: JobDeps) {
  return async function takeBackImport(call: JobCall): Promise<void> {
    const job = await jobOf(deps, call, 'import');
    const removed = (job.removed ?? 0) + (await deps.imported.takeBack(call));
    await deps.jobs.change(job._id, { removed, changedAt: deps.now() });
  };
}
