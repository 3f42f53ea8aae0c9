import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

export const postWebhooksEnableContract = {
  method: 'post',
  path: '/v1/webhooks/enable',
  summary: 'Call an address again that had said it was gone',
  description: 'Calls that failed meanwhile are over; those that are decided from now on are made.',
  scope: 'marketer',
  role: 'any',
  audit: 'webhooks',
  input: { body: z.strictObject({ url: z.string().max(500).describe('The address, as the step has it') }) },
  output: {
    200: json('It may be called.', z.strictObject({ url: z.string().describe('The address') })),
  },
  problems: ['not-found'],
  example: { url: 'https://example.com/hook' },
} as const satisfies Contract;
