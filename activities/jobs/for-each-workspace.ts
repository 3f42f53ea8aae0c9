import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { JobDeps } from './job-deps.ts';

/** One that fails keeps none of the others waiting; the first error is thrown at the end. */
export async function forEachWorkspace(
  { workspaces }: Pick<JobDeps, 'workspaces'>,
  ids: readonly WorkspaceId[],
  work: (workspace: WorkspaceRow) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  for (const id of ids) {
    try {
      const workspace = await workspaces.find(id);
      if (workspace) await work(workspace);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
