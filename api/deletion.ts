import type { DeleteWorkspaceTask } from '../db/tasks.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { ApiDeps } from './deps.ts';
import { ApiProblem } from './problem.ts';

export function noSuchWorkspace(id: WorkspaceId): ApiProblem {
  return new ApiProblem('not-found', `There is no workspace "${id}"; GET /v1/workspaces lists them.`);
}

/**
 * The deletion of a workspace: the one that has been done or is under way, or a new one. A new one closes the workspace
 * before it is the answer; where this process dies in between, the job does.
 */
export async function deletionOf(
  { tasks, stores, keyRing }: Pick<ApiDeps, 'tasks' | 'stores' | 'keyRing'>,
  id: WorkspaceId,
): Promise<DeleteWorkspaceTask> {
  const before = await tasks.rows.deletion(id);
  if (before && before.state === 'done') return before;
  const row = await tasks.begin(id, { kind: 'delete-workspace' });
  if (row.kind !== 'delete-workspace') throw new Error('a deletion was asked for');
  await stores.deletion.close(row);
  keyRing.forgetAll(id);
  return (await tasks.rows.deletion(id)) ?? row;
}
