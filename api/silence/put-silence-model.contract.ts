import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { playbookVersion } from '../http/fields.ts';
import { silenceModel } from './silence.contract.ts';

const days = z.int().min(1, 'at least 1 day').max(3_650, 'at most 3,650 days');

export const putSilenceModelContract = {
  method: 'put',
  path: '/v1/silence/model',
  summary: 'Publish other fixed days, or turn the rhythm off',
  description:
    'It is in force at once, as the next version of the playbook: the customers for whom something changes now are woken, everybody else adopts it at their ' +
    'next decision. A rhythm is put in force by POST /v1/silence/fit. Publishing what is in force already changes nothing.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'silence',
  input: {
    body: z
      .strictObject({
        overdueDays: days.describe('Whole days since the last purchase'),
        lapsedDays: days.describe('More than overdueDays'),
        rhythm: z
          .literal('off')
          .optional()
          .describe('off: fixed days for everybody; left out, the rhythm stays as it is'),
      })
      .refine(({ overdueDays, lapsedDays }) => overdueDays < lapsedDays, {
        path: ['lapsedDays'],
        message: 'must be more than overdueDays: somebody is late before they are gone',
      }),
  },
  output: {
    200: json(
      'It is in force.',
      z.strictObject({
        playbook: playbookVersion,
        model: silenceModel,
        changed: z.boolean().describe('False where it was in force already'),
        rollout: z
          .string()
          .nullable()
          .describe('The job that wakes the customers for whom this changes something; null: there is none'),
      }),
    ),
  },
  problems: ['conflict'],
  example: { overdueDays: 60, lapsedDays: 120 },
} as const satisfies Contract;
