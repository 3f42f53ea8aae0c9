import { endpoint } from '../http/endpoint.ts';
import { deleteSilenceScheduleContract } from './delete-silence-schedule.contract.ts';

export const deleteSilenceSchedule = endpoint(deleteSilenceScheduleContract, async ({ caller }, { jobs }) => {
  const known = await jobs.fitSchedules.find(caller.workspace);
  if (known?.wanted) await jobs.fitSchedules.want(caller.workspace, null);
  return { status: 204 };
});
