import type { EndImportCall, ImportInput } from '../workflows/import-messages.ts';
import type { ImportDeps } from './import-deps.ts';
import { jobOf } from './import-progress.ts';

/** Takes back the events of everybody who has not been scored, so that the file can be imported again. */
export function createTakeBackImport(deps: ImportDeps) {
  return async function takeBackImport(input: ImportInput): Promise<void> {
    const job = await jobOf(deps, input);
    const removed = (job.removed ?? 0) + (await deps.imported.takeBack(input));
    await deps.jobs.change(job._id, { removed, changedAt: deps.now() });
  };
}

/** Closes the job. The uploaded file is of no use any more. */
export function createEndImport(deps: ImportDeps) {
  return async function endImport({ job, state, error }: EndImportCall): Promise<void> {
    await deps.uploads.remove(job);
    await deps.jobs.end(job, { state, at: deps.now(), ...(error === undefined ? {} : { error }) });
  };
}
