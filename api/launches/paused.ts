import { isOf } from '../../db/jobs/rows.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { ApiProblem } from '../http/problem.ts';
import { jobOf } from '../jobs/find.ts';
import { launchView } from '../jobs/view.ts';

/** @returns the job as it is then. @throws ApiProblem where there is no such launch, or it has ended */
export async function setPaused(deps: ApiDeps, caller: Caller, id: string, paused: boolean) {
  const row = await jobOf(deps, caller, id);
  if (!isOf(row, 'launch')) throw new ApiProblem('not-found', `This job is a ${row.kind}, and no launch.`);
  if (!(await deps.jobs.pause(row, paused))) throw new ApiProblem('conflict', 'The launch has ended already.');
  const now = await jobOf(deps, caller, id);
  return launchView(isOf(now, 'launch') ? now : row);
}
