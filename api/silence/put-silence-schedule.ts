import { currentPlaybook } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { fitOptionsOf } from './fit-options.ts';
import { putSilenceScheduleContract } from './put-silence-schedule.contract.ts';
import { silenceScheduleView } from './silence-schedule-view.ts';

export const putSilenceSchedule = endpoint(putSilenceScheduleContract, async ({ body, caller }, deps) => {
  const { every, ...asked } = body;
  const { workspace } = caller;
  const { jobs, stores } = deps;
  const options = fitOptionsOf(asked, await currentPlaybook(stores, workspace), true);
  await jobs.fitSchedules.want(workspace, { every, options });
  // Nobody has to think of the first one; every further one is due an interval after this.
  if ((await jobs.rows.fitted(workspace)) === null) {
    await jobs.begin(workspace, { kind: 'fit', options, cause: { by: 'schedule' } });
  }
  return { status: 200, body: await silenceScheduleView(deps, workspace) };
});
