import { endpoint } from '../endpoint.ts';
import { anyJobOf, anyJobView } from '../any-job.ts';
import { getJobContract } from './get-job.contract.ts';

export const getJob = endpoint(getJobContract, async ({ params, caller }, deps) => {
  return { status: 200, body: { job: anyJobView(await anyJobOf(deps, caller, params.id)) } };
});
