import { ApplicationFailure, Context } from '@temporalio/activity';
import { beginJob } from '../../jobs/begin.ts';
import { removeFitSchedule } from '../../jobs/fit-schedules.ts';
import { portsHere } from '../../jobs/from-activity.ts';
import type { BeginFitCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from './job-deps.ts';

/** Begins the fit that a workspace's schedule says is due. @returns the job, or why there is none, for operators */
export function createBeginDueFit(deps: JobDeps) {
  return async function beginDueFit({ workspace }: BeginFitCall): Promise<string> {
    const [row, known] = await Promise.all([deps.fitSchedules.find(workspace), deps.workspaces.find(workspace)]);
    if (!row?.wanted || known === null) {
      await removeFitSchedule(Context.current().client, workspace);
      return 'nobody wants this schedule any more, so it was removed';
    }
    // While a test clock moves, customers are on their way: what they show is nobody's base.
    if (known.movingTo !== undefined) throw ApplicationFailure.retryable('the test clock moves', 'ClockMoves');
    const { options } = row.wanted;
    const job = await beginJob(portsHere(deps), workspace, { kind: 'fit', options, cause: { by: 'schedule' } });
    return job._id;
  };
}
