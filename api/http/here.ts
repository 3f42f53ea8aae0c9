import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { Instant } from '../../domain/time.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from '../deps.ts';
import { workspaceGone } from './problem.ts';

/** The caller's workspace, and its time. */
export interface Here {
  readonly workspace: WorkspaceRow;
  readonly now: Instant;
}

/** @throws ApiProblem where the workspace is gone although its key is not */
export async function hereOf(
  deps: Pick<ApiDeps, 'stores' | 'clock'>,
  caller: Pick<Caller, 'workspace'>,
): Promise<Here> {
  const workspace = await deps.stores.workspaces.find(caller.workspace);
  if (workspace === null) throw workspaceGone();
  return { workspace, now: workspaceTime(workspace, deps.clock()) };
}
