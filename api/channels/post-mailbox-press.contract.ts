import { z } from 'zod';
import { empty, type Contract } from '../http/contract.ts';

export const postMailboxPressContract = {
  method: 'post',
  path: '/v1/mailbox/:id/presses',
  summary: 'Press a button of a message of Telegram in the built-in mailbox',
  description:
    'As its reader would: the customer gets the event click with the button. Only messages of the mailbox have such buttons, which reached nobody.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'channel',
  input: {
    params: z.strictObject({ id: z.string().max(200).describe('Of the message, as GET /mailbox.json names it') }),
    body: z.strictObject({ button: z.string().min(1).max(200).describe('What stands on it') }),
  },
  output: { 204: empty('Taken, as from Telegram.') },
  problems: ['not-found', 'conflict'],
  example: { button: 'Yes, please' },
} as const satisfies Contract;
