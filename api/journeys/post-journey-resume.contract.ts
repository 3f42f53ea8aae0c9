import { z } from 'zod';
import { duration } from '../../domain/journey/definition/duration.schema.ts';
import type { Contract } from '../http/contract.ts';
import { journeyParams } from './journey.contract.ts';
import { statusReply } from './life.contract.ts';

export const postJourneyResumeContract = {
  method: 'post',
  path: '/v1/journeys/:id/resume',
  summary: 'Let a journey go on that is paused or archived',
  description:
    'Newcomers enter again. Whoever waits for something that is still to come goes on waiting for it, as long as they would have. Waits that have ended meanwhile, by time or by what happened, are over within `spread`: each customer has an instant of their own in it, by SHA-256. Whoever has left stays out.',
  scope: 'marketer',
  role: 'any',
  audit: 'journey',
  input: {
    params: journeyParams,
    body: z
      .strictObject({
        spread: duration
          .optional()
          .describe('Within how long those go on whose waits have ended meanwhile, such as 2h; left out, at once'),
      })
      .prefault({}),
  },
  output: statusReply,
  problems: ['not-found', 'conflict'],
  example: { spread: '2h' },
} as const satisfies Contract;
