import { endpoint } from '../http/endpoint.ts';
import { jobView } from './view.ts';
import { getJobsContract } from './get-jobs.contract.ts';

export const getJobs = endpoint(getJobsContract, async ({ query, caller }, { jobs }) => {
  const rows = await jobs.rows.list(caller.workspace, query.limit);
  return { status: 200, body: { jobs: rows.map((row) => jobView(row)) } };
});
