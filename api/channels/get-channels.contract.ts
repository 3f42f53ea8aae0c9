import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { shownChannel } from './channel.contract.ts';

export const getChannelsContract = {
  method: 'get',
  path: '/v1/channels',
  summary: 'How messages leave the workspace',
  description: 'Every channel, set up or not, and which of them are paused and why.',
  scope: 'operator',
  role: 'operator',
  input: {},
  output: {
    200: json('Always all of them.', z.strictObject({ channels: z.array(shownChannel).describe('In the same order') })),
  },
} as const satisfies Contract;
