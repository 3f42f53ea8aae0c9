import { z } from 'zod';
import { text, type Contract } from '../http/contract.ts';
import { mailboxLanguage } from '../operations/get-mailbox.contract.ts';

/** One of both: what the form of the page sends. */
export const mailboxAnswer = z
  .strictObject({ text: z.string().trim().min(1).max(2_000) })
  .or(z.strictObject({ button: z.string().min(1).max(200) }));

export const postMailboxAnswerContract = {
  method: 'post',
  path: '/mailbox/:id/answers',
  summary: 'What the page of the mailbox sends when somebody replies or presses a button there',
  description:
    'A form with text or button, from the page itself only; programs call /v1/mailbox/:id/replies and presses.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'channel',
  browser: true,
  media: ['application/x-www-form-urlencoded'],
  input: {
    params: z.strictObject({ id: z.string().max(200).describe('Of the message') }),
    query: z.strictObject({ language: mailboxLanguage }),
    body: 'bytes',
  },
  output: { 200: text('Taken; the page leads back to the mailbox by itself.', 'text/html') },
  problems: ['not-found', 'conflict', 'invalid', 'unsupported-media-type'],
} as const satisfies Contract;
