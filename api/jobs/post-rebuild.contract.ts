import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { rebuildJob } from './job.contract.ts';

export const postRebuildContract = {
  method: 'post',
  path: '/v1/rebuild',
  summary: 'Prove that the read model follows from the events',
  description:
    'Folds the events of every customer again, with the same rules and as of the instant of their last decision, and compares with ' +
    'the live state, and what was decided with the ledger of effects. No customer and no effect is changed; tallies are put right. ' +
    'Watch the job: it counts differences, and GET /v1/jobs/:id/differences lists them. Where a rebuild is under way already, the answer is that one.',
  scope: 'operator',
  role: 'operator',
  audit: 'job',
  input: {},
  output: { 202: json('The job.', z.strictObject({ job: rebuildJob })) },
} as const satisfies Contract;
