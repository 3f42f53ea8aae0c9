import { endpoint } from '../endpoint.ts';
import { jobView } from '../job-view.ts';
import { getJobsContract } from './get-jobs.contract.ts';

export const getJobs = endpoint(getJobsContract, async ({ query, caller }, deps) => {
  const rows = await deps.imports.jobs.list(caller.workspace, query.limit);
  return { status: 200, body: { jobs: rows.map(jobView) } };
});
