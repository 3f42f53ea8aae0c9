import type { z } from 'zod';
import type { FitOptions } from '../db/task-results.ts';
import type { TaskRow } from '../db/tasks.ts';
import type { Caller } from './auth.ts';
import type { ApiDeps } from './deps.ts';
import { ApiProblem } from './problem.ts';
import { fitView, rebuildView } from './task-view.ts';
import type { fitJob, rebuildJob } from './job.contract.ts';

type Wanted = Pick<ApiDeps, 'tasks'>;

/** @throws ApiProblem where the caller's workspace has no such task */
export async function taskOf({ tasks }: Wanted, caller: Caller, id: string): Promise<TaskRow> {
  const row = await tasks.rows.find(caller.workspace, id);
  if (row === null) throw new ApiProblem('not-found', 'This workspace has no such job; GET /v1/jobs lists them.');
  return row;
}

/** The fit under way, or a new one. */
export async function fitJobOf(
  { tasks }: Wanted,
  caller: Caller,
  options: FitOptions,
): Promise<z.infer<typeof fitJob>> {
  const row = await tasks.begin(caller.workspace, { kind: 'fit', options });
  if (row.kind !== 'fit') throw new Error('a fit was asked for');
  return fitView(row);
}

/** The rebuild under way, or a new one. */
export async function rebuildJobOf({ tasks }: Wanted, caller: Caller): Promise<z.infer<typeof rebuildJob>> {
  const row = await tasks.begin(caller.workspace, { kind: 'rebuild' });
  if (row.kind !== 'rebuild') throw new Error('a rebuild was asked for');
  return rebuildView(row);
}
