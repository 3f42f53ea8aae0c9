import { z } from 'zod';
import { empty, type Contract } from '../http/contract.ts';

export const postMailboxReplyContract = {
  method: 'post',
  path: '/v1/mailbox/:id/replies',
  summary: 'Reply to an SMS or a message of Telegram in the built-in mailbox, as its reader would',
  description:
    'For trying what replies do where no provider is set up: STOP withdraws, YES confirms a consent that was asked for by SMS, as if the number had replied; to Telegram, /stop does. The proof in the ledger says stand-in where a provider would have named the reply. ' +
    'Only messages of the mailbox are replied to, which reached nobody. The page of the mailbox has a box for it.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'channel',
  input: {
    params: z.strictObject({ id: z.string().max(200).describe('Of the message, as GET /mailbox.json names it') }),
    body: z.strictObject({ text: z.string().min(1).max(2_000).describe('What they would write') }),
  },
  output: { 204: empty('Taken, as from a provider.') },
  problems: ['not-found', 'conflict'],
  example: { text: 'YES' },
} as const satisfies Contract;
