import { Context } from '@temporalio/activity';
import { beginDueLaunch } from '../../jobs/due-launch.ts';
import { portsHere } from '../../jobs/from-activity.ts';
import { removeSchedule } from '../../jobs/schedule-calls.ts';
import { launchScheduleId, type BeginLaunchCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/** Begins the launch that a journey's schedule says is due. @returns the job, or why there is none, for operators */
export function createBeginDueLaunch(deps: JobDeps) {
  return async function beginDueLaunchHere({ workspace: id, journey }: BeginLaunchCall): Promise<string> {
    const { client, info } = Context.current();
    const workspace = await deps.workspaces.find(id);
    const book = workspace && (await deps.playbooks.load(id, workspace.playbook));
    const firing = info.workflowExecution?.workflowId ?? info.activityId;
    const job = book && (await beginDueLaunch(portsHere(deps), id, book, journey, firing));
    if (job) return job._id;
    await removeSchedule(client, launchScheduleId(id, journey));
    return 'the journey has no schedule any more, so this one was removed';
  };
}
