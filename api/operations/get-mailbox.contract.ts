import { z } from 'zod';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { json, text, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields, time } from '../http/fields.ts';

const query = z.strictObject(pageFields(200, 50));

/** Dashboards ask for theirs; browsers say one in `Accept-Language`. */
export const mailboxLanguage = z
  .enum(['en', 'tr'])
  .optional()
  .describe('Of the words around the messages; left out: what Accept-Language says, else English');

export const getMailboxContract = {
  method: 'get',
  path: '/mailbox',
  summary: 'The built-in mailbox, as a page',
  description: 'What was sent while no mail server is configured. A browser asks for a password: give the key.',
  scope: 'marketer',
  role: 'any',
  browser: true,
  input: { query: query.extend({ language: mailboxLanguage }) },
  output: { 200: text('A page, newest first.', 'text/html') },
} as const satisfies Contract;

const mail = z
  .strictObject({
    id: z.string().describe('Of the message'),
    channel: z.enum(CHANNELS).describe('How it went out'),
    at: time.describe("When it was decided, in the workspace's time"),
    customer: z.string().describe('Whom it is for'),
    to: z.string().describe('The address it went to'),
    from: z.string().describe('The sender'),
    subject: z.string().describe('As it was rendered; the title of a push, and empty for SMS and Telegram'),
    text: z.string().describe('The part in plain text; empty: there is none'),
    html: z.string().describe('The part in HTML'),
    effect: z.string().describe('The key of the effect that sent it'),
    buttons: z.array(z.string()).optional().describe('What stands on the buttons of a message of Telegram'),
    url: z.string().optional().describe('The page that a push opens'),
  })
  .meta({ id: 'Mail', description: 'A mail in the mailbox' });

export const getMailboxJsonContract = {
  method: 'get',
  path: '/mailbox.json',
  summary: 'The built-in mailbox',
  description: 'What was sent while no mail server is configured.',
  scope: 'marketer',
  role: 'any',
  browser: true,
  input: { query },
  output: {
    200: json('Newest first.', z.strictObject({ messages: z.array(mail).describe('Newest first'), next: nextCursor })),
  },
} as const satisfies Contract;
