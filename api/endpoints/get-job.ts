import { endpoint } from '../endpoint.ts';
import { jobView } from '../job-view.ts';
import { jobOf } from '../jobs.ts';
import { getJobContract } from './get-job.contract.ts';

export const getJob = endpoint(getJobContract, async ({ params, caller }, deps) => {
  return { status: 200, body: { job: jobView(await jobOf(deps, caller, params.id)) } };
});
