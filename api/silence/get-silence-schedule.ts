import { endpoint } from '../http/endpoint.ts';
import { getSilenceScheduleContract } from './get-silence-schedule.contract.ts';
import { silenceScheduleView } from './silence-schedule-view.ts';

export const getSilenceSchedule = endpoint(getSilenceScheduleContract, async ({ caller }, deps) => ({
  status: 200,
  body: await silenceScheduleView(deps, caller.workspace),
}));
