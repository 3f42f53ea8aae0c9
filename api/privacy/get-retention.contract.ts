import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { purgeJob } from '../jobs/purge-job.contract.ts';
import { keptView } from './retention.contract.ts';

export const getRetentionContract = {
  method: 'get',
  path: '/v1/retention',
  summary: 'For how long what is kept',
  description: 'Class by class. Whatever is in none of them lives as long as its customer, or its workspace.',
  scope: 'operator',
  role: 'operator',
  input: {},
  output: {
    200: json(
      'As it is now.',
      z.strictObject({
        kept: z.array(keptView).describe('Class by class'),
        lastPurge: purgeJob
          .nullable()
          .describe('The newest purge and what it took; null: there was none, or it is forgotten'),
      }),
    ),
  },
} as const satisfies Contract;
