import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { channelParams } from './channel.contract.ts';

export const postChannelTestContract = {
  method: 'post',
  path: '/v1/channels/:id/test',
  summary: 'Send one message, to see that a channel works',
  description:
    'Sends now, by the settings in force, whether or not the channel is paused, and says what the provider answered. A paused channel stays paused. The address is not kept.',
  scope: 'operator',
  role: 'operator',
  audit: 'unwritten',
  input: {
    params: channelParams,
    body: z.strictObject({
      to: z
        .string()
        .max(2_000)
        .describe('The address: of mail, a phone number, a chat of Telegram, or a subscription of push as its JSON'),
      text: z.string().min(1).max(500).default('Sojourn: this is a test.').describe('What it says'),
    }),
  },
  output: {
    200: json(
      'What became of it.',
      z.strictObject({
        state: z
          .enum(['sent', 'retry', 'failed', 'paused', 'unknown'])
          .describe('sent; or what a message of a journey would come to'),
        goesTo: z
          .enum(['provider', 'mailbox'])
          .describe('mailbox: into the built-in one, because it is a sandbox or this process knows of no provider'),
        reason: z.string().nullable().describe('What was wrong, without the address; null: nothing'),
      }),
    ),
  },
  example: { to: '+905321234567' },
} as const satisfies Contract;
