import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { playbookVersion } from '../http/fields.ts';
import { warnings } from './loyalty.contract.ts';

export const postLoyaltyPublishContract = {
  method: 'post',
  path: '/v1/loyalty/publish',
  summary: 'Publish the draft of the loyalty programme',
  description:
    'Events that happen from the first publishing on earn points. Everybody looks ahead anew by a new version: whoever reaches a higher tier by it has it at once, and nobody loses one. Publishing what is in force already changes nothing.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'loyalty',
  input: {},
  output: {
    200: json(
      'It is in force.',
      z.strictObject({
        version: z.int().describe('Of the programme in force now'),
        playbook: playbookVersion,
        changed: z.boolean().describe('False where it was in force already'),
        rollout: z.string().nullable().describe('The job that makes everybody live by it; null where nothing changed'),
        warnings,
      }),
    ),
  },
  problems: ['not-found', 'not-publishable', 'conflict'],
} as const satisfies Contract;
