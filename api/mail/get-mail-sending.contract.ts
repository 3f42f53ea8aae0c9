import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

const record = z.strictObject({
  domain: z.string().describe('Whose signature it is'),
  name: z.string().describe('Of the record of type TXT'),
  value: z.string().describe('What it says; where a string may have 255 characters only, it is cut into several'),
});

const sending = z
  .strictObject({
    goesTo: z
      .enum(['provider', 'mailbox'])
      .describe('mailbox: SMTP_URL is not set, so no mail leaves the installation'),
    from: z.string().describe('The sender, as MAIL_FROM says'),
    returnPath: z
      .string()
      .nullable()
      .describe('Where bounces come back, each to a part of its own behind a plus; null: to the sender'),
    dkim: record
      .nullable()
      .describe('What the DNS has to say so that signatures hold (RFC 6376); null: mails are not signed here'),
  })
  .meta({ id: 'MailSending', description: 'How mail leaves the installation' });

export const getMailSendingContract = {
  method: 'get',
  path: '/v1/mail/sending',
  summary: 'How mail leaves the installation, and what the DNS has to say',
  description:
    'As the workers said when they started, since they send; it is set in their environment. The private key of the signature is nowhere but there.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'As it is now.',
      z.strictObject({ sending: sending.nullable().describe('Null: no worker has started yet') }),
    ),
  },
} as const satisfies Contract;
