import { z } from 'zod';
import { CHANNELS, PURPOSES } from '../../domain/channels/channel.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam } from '../http/fields.ts';
import { contactReply } from './put-contact.contract.ts';

const words = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed(), 'text must be well-formed Unicode');

export const putConsentContract = {
  method: 'put',
  path: '/v1/customers/:id/consents',
  summary: 'Note that a customer agreed to messages, or no longer does',
  description:
    'Adds to a ledger that is never rewritten: it changes the channel and the purpose it names and nothing else, and what was said before stays. ' +
    'The latest word counts; of two at the same instant, the withdrawal. Nothing takes a word back but another one. ' +
    'After a withdrawal nothing more is sent: it is looked up again just before every message.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: z.strictObject({ id: customerParam }),
    body: z.strictObject({
      channel: z.enum(CHANNELS).describe('Where they agreed to be written to, or no longer do'),
      purpose: z
        .enum(PURPOSES)
        .default('marketing')
        .describe(
          'What they agreed to: marketing, or service messages alone. Marketing covers both, until something is said of service',
        ),
      status: z.enum(['granted', 'withdrawn']).describe('Agreed, or no longer'),
      source: words(100).describe('Where it was said, such as checkout'),
      wording: words(2_000).optional().describe('The exact text that was agreed to'),
      version: words(100).optional().describe('Of that text, as you call it, such as checkout-2026-05'),
      ip: words(45).optional().describe('From where it was said; kept as a proof, and told with it'),
      userAgent: words(300).optional().describe('By which program; kept as a proof, and told with it'),
    }),
  },
  output: { 200: json('Noted.', contactReply) },
  problems: ['erased'],
  example: { channel: 'email', status: 'granted', source: 'checkout', wording: 'Yes, send me news by e-mail.' },
} as const satisfies Contract;
