import { json, type Contract } from '../http/contract.ts';
import { jobParams } from '../http/fields.ts';
import { jobReply } from './job.contract.ts';

export const getJobContract = {
  method: 'get',
  path: '/v1/jobs/:id',
  summary: 'How far a job is',
  scope: 'marketer',
  role: 'any',
  input: { params: jobParams },
  output: { 200: json('The job.', jobReply) },
  problems: ['not-found'],
} as const satisfies Contract;
