import { endpoint } from '../endpoint.ts';
import { jobOf } from '../jobs/find.ts';
import { jobView } from '../jobs/view.ts';
import { getJobContract } from './get-job.contract.ts';

export const getJob = endpoint(getJobContract, async ({ params, caller }, deps) => {
  return { status: 200, body: { job: jobView(await jobOf(deps, caller, params.id)) } };
});
