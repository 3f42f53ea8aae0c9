import { z } from 'zod';
import { json, type Contract } from '../contract.ts';
import { anyJob } from '../any-job.ts';

export const getJobContract = {
  method: 'get',
  path: '/v1/jobs/:id',
  summary: 'How far a job is',
  scope: 'marketer',
  input: { params: z.strictObject({ id: z.string().max(64) }) },
  output: { 200: json('The job.', z.strictObject({ job: anyJob })) },
  problems: ['not-found'],
} as const satisfies Contract;
