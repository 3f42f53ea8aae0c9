import { endpoint } from '../http/endpoint.ts';
import { jobOf } from './find.ts';
import { jobView } from './view.ts';
import { getJobContract } from './get-job.contract.ts';

export const getJob = endpoint(getJobContract, async ({ params, caller }, deps) => {
  return { status: 200, body: { job: jobView(await jobOf(deps, caller, params.id)) } };
});
