import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { cutsOf } from '../../domain/privacy/cuts.ts';
import { RETAINED, type PurgedTo } from '../../domain/privacy/retention.ts';
import { DAY } from '../../domain/time.ts';
import { beginJob } from '../../jobs/begin.ts';
import { portsHere } from '../../jobs/from-activity.ts';
import type { JobDeps } from './job-deps.ts';

/** See `cutsOf` in the domain. */
export function cutsHere({ now }: Pick<JobDeps, 'now'>, workspace: WorkspaceRow): PurgedTo {
  return cutsOf(workspace.retention, { now: workspaceTime(workspace, now()), wall: now() });
}

/** Once a day, where something is kept for a time only. */
export async function beginDuePurge(deps: JobDeps, workspace: WorkspaceRow): Promise<void> {
  const ended = workspace.retention?.done ?? {};
  const cuts = cutsHere(deps, workspace);
  const isDue = RETAINED.some((what) => {
    const to = cuts[what];
    return to !== undefined && to - (ended[what] ?? -Infinity) >= DAY;
  });
  if (isDue) await beginJob(portsHere(deps), workspace._id, { kind: 'purge' });
}
