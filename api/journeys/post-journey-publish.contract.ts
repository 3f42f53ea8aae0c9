import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { playbookVersion } from '../http/fields.ts';
import { journeyParams } from './journey.contract.ts';

export const postJourneyPublishContract = {
  method: 'post',
  path: '/v1/journeys/:id/publish',
  summary: 'Publish the draft',
  description:
    'Newcomers take the new version from their next decision on; those inside finish on the version they entered ("pin"). Publishing what is live already changes nothing.',
  scope: 'marketer',
  input: {
    params: journeyParams,
    body: z
      .strictObject({
        inside: z
          .enum(['pin', 'migrate', 'drain'])
          .default('pin')
          .describe('What becomes of those inside; this version: pin'),
      })
      .optional(),
  },
  output: {
    200: json(
      'It is live.',
      z.strictObject({
        journey: z.string().describe('Its id'),
        version: z.int().describe('The version that newcomers take now'),
        playbook: playbookVersion,
        changed: z.boolean().describe('False where the draft was live already'),
      }),
    ),
  },
  problems: ['not-found', 'not-publishable', 'not-in-this-version', 'conflict'],
  example: { inside: 'pin' },
} as const satisfies Contract;
