import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

const answer = z.strictObject({
  method: z.enum(['sendMessage', 'answerCallbackQuery']).optional().describe('What Telegram does; left out, nothing'),
  chat_id: z.int().optional().describe('Of the person'),
  text: z.string().optional().describe('What they are told'),
  callback_query_id: z.string().optional().describe('Of the press that is answered'),
});

export const postInboundTelegramContract = {
  method: 'post',
  path: '/v1/inbound/telegram/:workspace',
  summary: 'What Telegram tells of the bot',
  description:
    'For Telegram, by the secret that it was given with the webhook (X-Telegram-Bot-Api-Secret-Token): /start with a token links a customer, /stop withdraws consent, a pressed button is an event click with data.button and data.message, ' +
    'and who blocks the bot is written to no more. What they wrote is kept nowhere.',
  scope: 'public',
  audit: 'unwritten',
  input: {
    params: z.strictObject({ workspace: z.string().max(64).describe('The id of the workspace') }),
    body: 'stream',
  },
  media: ['application/json'],
  output: {
    200: json('Taken; what it says is a call that Telegram makes of itself.', answer),
  },
  problems: ['forbidden', 'too-large', 'unsupported-media-type'],
} as const satisfies Contract;
