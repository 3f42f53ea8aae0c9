import { isAway } from '../../ingest/away.ts';
import { anyJobOf, anyJobView, type AnyJobRow } from '../any-job.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../endpoint.ts';
import { ApiProblem } from '../problem.ts';
import { deleteJobContract } from './delete-job.contract.ts';

export const deleteJob = endpoint(deleteJobContract, async ({ params, caller }, deps) => {
  const row = await anyJobOf(deps, caller, params.id);
  if (row.active === undefined) {
    throw new ApiProblem('conflict', `The job has ended already: it is ${row.state}.`);
  }
  await cancel(deps, row);
  return { status: 202, body: { job: anyJobView(await anyJobOf(deps, caller, params.id)) } };
});

async function cancel({ imports, tasks }: Pick<ApiDeps, 'imports' | 'tasks'>, row: AnyJobRow): Promise<void> {
  try {
    await (row.kind === 'import' ? imports.cancel(row) : tasks.cancel(row));
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new ApiProblem('temporal-away', 'Temporal cannot be reached, so the job goes on; try again shortly.', {
      retryAfter: 5,
      cause: error,
    });
  }
}
