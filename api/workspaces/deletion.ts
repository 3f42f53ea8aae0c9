import type { JobRow } from '../../db/jobs/rows.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

export function noSuchWorkspace(id: WorkspaceId): ApiProblem {
  return new ApiProblem('not-found', `There is no workspace "${id}"; GET /v1/workspaces lists them.`);
}

/**
 * The deletion of a workspace: the one that has been done or is under way, or a new one. A new one closes the workspace
 * before it is the answer; where this process dies in between, the job does.
 */
export async function deletionOf(
  { jobs, stores, keyRing }: Pick<ApiDeps, 'jobs' | 'stores' | 'keyRing'>,
  id: WorkspaceId,
): Promise<JobRow<'delete-workspace'>> {
  const before = await jobs.rows.deletion(id);
  if (before && before.state === 'done') return before;
  const row = await jobs.begin(id, { kind: 'delete-workspace' });
  await stores.deletion.close(row);
  keyRing.forgetAll(id);
  return (await jobs.rows.deletion(id)) ?? row;
}
