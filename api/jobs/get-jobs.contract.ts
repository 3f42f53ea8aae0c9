import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { job } from './job.contract.ts';

export const getJobsContract = {
  method: 'get',
  path: '/v1/jobs',
  summary: 'Background work, newest first',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20).describe('1 to 100'),
    }),
  },
  output: { 200: json('The newest jobs.', z.strictObject({ jobs: z.array(job).describe('Newest first') })) },
} as const satisfies Contract;
