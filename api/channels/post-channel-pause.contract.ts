import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { channelParams, shownChannel } from './channel.contract.ts';

export const postChannelPauseContract = {
  method: 'post',
  path: '/v1/channels/:id/pause',
  summary: 'Send nothing on a channel until somebody resumes it',
  description:
    'As a channel pauses by itself when its provider says that it is set up wrongly. Messages that are decided meanwhile wait for up to six hours.',
  scope: 'operator',
  role: 'operator',
  audit: 'channel',
  input: {
    params: channelParams,
    body: z.strictObject({
      reason: z
        .string()
        .trim()
        .min(1, 'say why, for those who wonder')
        .max(200, 'a reason has at most 200 characters')
        .default('paused by hand')
        .describe('For the team. Addresses in it are left out'),
    }),
  },
  output: { 200: json('As it is now.', shownChannel) },
  problems: ['conflict'],
  example: { reason: 'wrong prices in the new text' },
} as const satisfies Contract;
