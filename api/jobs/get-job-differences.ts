import { z } from 'zod';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { jobOf } from './find.ts';
import { getJobDifferencesContract } from './get-job-differences.contract.ts';

export const getJobDifferences = endpoint(getJobDifferencesContract, async ({ params, query, caller }, deps) => {
  const { _id } = await jobOf(deps, caller, params.id);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, z.string());
  const rows = await deps.jobs.differences.list(_id, {
    limit: query.limit + 1,
    ...(after === undefined ? {} : { after }),
  });
  const { page, next } = cutPage(rows, query.limit, (last) => last._id);
  const differences = page.map(({ customer, field, live, rebuilt }) => ({ customer, field, live, rebuilt }));
  return { status: 200, body: { differences, next } };
});
