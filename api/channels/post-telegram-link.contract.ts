import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';

export const postTelegramLinkContract = {
  method: 'post',
  path: '/v1/customers/:id/telegram-link',
  summary: 'A link by which a customer opens a chat with the bot',
  description:
    'Show it to the customer: who presses Start there is linked by it, once, within a day. With wording, pressing Start also grants consent to marketing by Telegram. ' +
    '/stop in the chat withdraws it, and blocking the bot ends it.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: z.strictObject({ id: customerParam }),
    body: z
      .strictObject({
        wording: z
          .string()
          .min(1)
          .max(2_000)
          .optional()
          .describe('The exact text that they agree to by pressing Start; left out, no consent is noted'),
      })
      .prefault({}),
  },
  output: {
    201: json(
      'Good for one chat.',
      z.strictObject({ url: z.string().describe('Such as https://t.me/my_shop_bot?start=…'), expiresAt: time }),
    ),
  },
  problems: ['conflict', 'erased'],
  example: { wording: 'Yes, send me news by Telegram.' },
} as const satisfies Contract;
