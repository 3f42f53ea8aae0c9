import { z } from 'zod';
import type { Contract } from '../http/contract.ts';
import { journeyParams } from './journey.contract.ts';
import { statusReply } from './life.contract.ts';

export const postJourneyArchiveContract = {
  method: 'post',
  path: '/v1/journeys/:id/archive',
  summary: 'Archive a journey: let nobody in any more',
  description:
    'Those inside finish, or leave at once, as you say. One that is paused goes on for those who are to finish. Drafts and versions stay, and POST /v1/journeys/:id/resume makes it live again.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'journey',
  input: {
    params: journeyParams,
    body: z
      .strictObject({
        inside: z.enum(['finish', 'leave']).default('finish').describe('What becomes of those inside'),
      })
      .prefault({}),
  },
  output: statusReply,
  problems: ['not-found', 'conflict'],
  example: { inside: 'finish' },
} as const satisfies Contract;
