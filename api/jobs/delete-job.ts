import { isAway } from '../../ingest/away.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { jobOf } from './find.ts';
import { jobView } from './view.ts';
import { ApiProblem } from '../http/problem.ts';
import { deleteJobContract } from './delete-job.contract.ts';

export const deleteJob = endpoint(deleteJobContract, async ({ params, caller }, deps) => {
  const row = await jobOf(deps, caller, params.id);
  if (row.active === undefined) {
    throw new ApiProblem('conflict', `The job has ended already: it is ${row.state}.`);
  }
  if (row.kind === 'erase-customer') {
    throw new ApiProblem('conflict', 'An erasure cannot be called off: a part of it has been done already.');
  }
  await cancel(deps, row);
  return { status: 202, body: { job: jobView(await jobOf(deps, caller, params.id)) } };
});

async function cancel({ jobs }: Pick<ApiDeps, 'jobs'>, row: JobRow): Promise<void> {
  try {
    await jobs.cancel(row);
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new ApiProblem('temporal-away', 'Temporal cannot be reached, so the job goes on; try again shortly.', {
      retryAfter: 5,
      cause: error,
    });
  }
}
