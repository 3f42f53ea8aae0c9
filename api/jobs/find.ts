import type { JobRow } from '../../db/jobs/rows.ts';
import type { Caller } from '../http/caller.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

/** @throws ApiProblem where the caller's workspace has no such job */
export async function jobOf({ jobs }: Pick<ApiDeps, 'jobs'>, caller: Caller, id: string): Promise<JobRow> {
  const row = await jobs.rows.find(caller.workspace, id);
  if (row === null) throw new ApiProblem('not-found', 'This workspace has no such job; GET /v1/jobs lists them.');
  return row;
}
