import { z } from 'zod';
import { CHANNELS, PURPOSES } from '../../domain/channels/channel.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';
import { iysConsent } from '../iys/iys.contract.ts';

const topic = {
  channel: z.enum(CHANNELS).describe('Where they are written to'),
  purpose: z.enum(PURPOSES).describe('What about'),
};

const entry = z
  .strictObject({
    ...topic,
    status: z.enum(['granted', 'withdrawn']).describe('Agreed, or no longer'),
    at: time.describe('When it was said. ISO 8601, UTC'),
    source: z.string().describe('Where it was said, such as checkout, preference-page or unsubscribe-link'),
    by: z
      .enum(['customer', 'user', 'key', 'unknown'])
      .describe(
        'customer: on a page of this service. user, key: somebody told us. unknown: an earlier version kept it not',
      ),
    actor: z.string().nullable().describe('Which user or key'),
    wording: z.string().nullable().describe('The exact text that was agreed to'),
    wordingHash: z.string().nullable().describe('SHA-256 of that text, in hexadecimal'),
    version: z.string().nullable().describe('Of that text, as whoever sent it calls it'),
    message: z.string().nullable().describe('The message whose link they came by, as message_id names it'),
    requestedAt: time
      .nullable()
      .describe('Where it was asked for and confirmed later (double opt-in): when it was asked for'),
    ip: z
      .string()
      .nullable()
      .describe('From where it was said. Told to operators and admins only; null for all others'),
    userAgent: z.string().nullable().describe('By which program. Told to operators and admins only'),
    reply: z
      .strictObject({
        question: z.string().describe('What the SMS said that asked them'),
        sentAs: z.string().nullable().describe('What the provider calls that SMS; null: it never said'),
        word: z
          .string()
          .describe('The word for yes that they answered, in small letters without accents; nothing else is kept'),
        id: z.string().describe('What the provider calls their reply'),
      })
      .nullable()
      .describe('Where they agreed by replying to an SMS: what was asked and answered'),
  })
  .meta({ id: 'ConsentEntry', description: 'One word on consent, with its proof; none is ever changed' });

export const getConsentsContract = {
  method: 'get',
  path: '/v1/customers/:id/consents',
  summary: 'What a customer agreed to, and how that can be shown',
  description:
    'now is what counts for messages, by channel and purpose. ledger is every word that was ever said, the newest first, with its proof: who, when, where, in answer to which text. A pending consent is asked for and not confirmed, and nothing is sent by it.',
  scope: 'marketer',
  role: 'any',
  input: { params: z.strictObject({ id: customerParam }) },
  output: {
    200: json(
      'All that was said; empty where nothing was.',
      z.strictObject({
        customer: z.string().describe('As your events name them'),
        now: z
          .array(
            z.strictObject({
              ...topic,
              status: z.enum(['granted', 'withdrawn', 'none']).describe('none: nothing was ever said of it'),
            }),
          )
          .describe('Of every channel and purpose'),
        channels: z
          .array(
            z.strictObject({
              channel: topic.channel,
              hasAddress: z.boolean().describe('Whether an address is stored; it is never given back'),
              refused: z
                .strictObject({ reason: z.string().describe('In words, without the address'), at: time })
                .nullable()
                .describe('That nothing is sent to this address, which was refused for good; null: it is not refused'),
              suppressed: z
                .strictObject({
                  reason: z
                    .enum(['bounce', 'complaint', 'erased', 'request'])
                    .describe('request: the team said so. erased: of somebody who had the address before'),
                  since: time,
                })
                .nullable()
                .describe('That the address is written to no more, whoever has it; null: it is not suppressed'),
            }),
          )
          .describe('Where they can be written to, of every channel'),
        pending: z
          .array(
            z.strictObject({
              ...topic,
              requestedAt: time,
              expiresAt: time,
              source: z.string().describe('Where it was asked for'),
            }),
          )
          .describe('Asked for, and not yet confirmed'),
        register: z
          .array(iysConsent)
          .describe('What the Turkish register of messages (İYS) has of them, where the workspace uses it; else empty'),
        ledger: z.array(entry).describe('At most 1,000, the newest first'),
      }),
    ),
  },
} as const satisfies Contract;
