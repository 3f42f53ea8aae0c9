import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { shownChannel } from './channel.contract.ts';

export const getChannelsContract = {
  method: 'get',
  path: '/v1/channels',
  summary: 'How messages leave the workspace',
  description:
    'Every channel, set up or not, and which of them are paused and why. Its settings, the names of its secrets and the webhook are told to operators and admins only.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json('Always all of them.', z.strictObject({ channels: z.array(shownChannel).describe('In the same order') })),
  },
} as const satisfies Contract;
