import { anyJobView, type AnyJobRow } from '../any-job.ts';
import { endpoint } from '../endpoint.ts';
import { getJobsContract } from './get-jobs.contract.ts';

export const getJobs = endpoint(getJobsContract, async ({ query, caller }, { imports, tasks }) => {
  const [files, work] = await Promise.all([
    imports.jobs.list(caller.workspace, query.limit),
    tasks.rows.list(caller.workspace, query.limit),
  ]);
  const rows: readonly AnyJobRow[] = [...files, ...work];
  const newest = rows.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, query.limit);
  return { status: 200, body: { jobs: newest.map(anyJobView) } };
});
