import { json, type Contract } from '../http/contract.ts';
import { jobParams } from '../http/fields.ts';
import { jobReply } from './job.contract.ts';

export const deleteJobContract = {
  method: 'delete',
  path: '/v1/jobs/:id',
  summary: 'Cancel a job',
  description:
    'It stops within seconds, and is cancelled then. Of an import, customers who have been scored stay; the orders of all others are taken ' +
    'back, and the job says how many (removed). An import that has scored everybody already cannot be cancelled any more, and ends as done. ' +
    'What a fit has published stays in force, and customers whom a rollout has woken keep the new rules.',
  scope: 'marketer',
  role: 'any',
  audit: 'job',
  input: { params: jobParams },
  output: { 202: json('The job, as it stood when it was told to stop.', jobReply) },
  problems: ['not-found', 'conflict', 'temporal-away'],
} as const satisfies Contract;
