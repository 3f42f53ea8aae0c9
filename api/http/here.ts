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
  return placeOf(deps, await deps.stores.workspaces.find(caller.workspace));
}

/** The same, as it was within the last second: see `glance`. @throws ApiProblem as `hereOf` */
export async function glanceOf(
  deps: Pick<ApiDeps, 'stores' | 'clock'>,
  caller: Pick<Caller, 'workspace'>,
): Promise<Here> {
  return placeOf(deps, await deps.stores.workspaces.glance(caller.workspace));
}

function placeOf({ clock }: Pick<ApiDeps, 'clock'>, workspace: WorkspaceRow | null): Here {
  if (workspace === null) throw workspaceGone();
  return { workspace, now: workspaceTime(workspace, clock()) };
}
