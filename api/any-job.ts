import type { z } from 'zod';
import type { JobRow } from '../db/jobs.ts';
import type { TaskRow } from '../db/tasks.ts';
import type { Caller } from './auth.ts';
import type { ApiDeps } from './deps.ts';
import { jobView } from './job-view.ts';
import type { anyJob } from './job.contract.ts';
import { taskOf } from './tasks.ts';
import { taskView } from './task-view.ts';

export type AnyJobRow = JobRow | TaskRow;

/** @throws ApiProblem where the caller's workspace has no such job */
export async function anyJobOf(
  deps: Pick<ApiDeps, 'imports' | 'tasks'>,
  caller: Caller,
  id: string,
): Promise<AnyJobRow> {
  return (await deps.imports.jobs.find(caller.workspace, id)) ?? (await taskOf(deps, caller, id));
}

export function anyJobView(row: AnyJobRow): z.infer<typeof anyJob> {
  return row.kind === 'import' ? jobView(row) : taskView(row);
}
