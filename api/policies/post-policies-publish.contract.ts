import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { playbookVersion } from '../http/fields.ts';
import { warnings } from './policies.contract.ts';

export const postPoliciesPublishContract = {
  method: 'post',
  path: '/v1/policies/publish',
  summary: 'Publish the draft of the policies',
  description:
    'They hold for every message that is decided from then on; messages on their way still go out. Publishing what is in force already changes nothing.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'policies',
  input: {},
  output: {
    200: json(
      'They are in force.',
      z.strictObject({
        version: z.int().describe('Of the policies in force now'),
        playbook: playbookVersion,
        changed: z.boolean().describe('False where they were in force already'),
        warnings,
      }),
    ),
  },
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
