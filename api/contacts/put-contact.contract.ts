import { z } from 'zod';
import { ADDRESSES } from '../../domain/channels/address.schema.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, timezone } from '../http/fields.ts';

const consentWord = z.enum(['granted', 'withdrawn', 'none']);

export const contactReply = z
  .strictObject({
    customer: z.string().describe('As your events name them'),
    channels: z
      .array(
        z.strictObject({
          channel: z.enum(CHANNELS).describe('Where it reaches them'),
          hasAddress: z.boolean().describe('Whether an address is stored; it is never given back'),
          refused: z
            .string()
            .nullable()
            .describe('Why nothing is sent there: a provider refused it for good. Null: it is not refused'),
          marketing: consentWord.describe('Consent to marketing; it covers service where nothing was said of that'),
          service: consentWord.describe('Consent to service messages'),
        }),
      )
      .describe('Every channel, in the same order'),
    hasEmail: z.boolean().describe('Whether an e-mail address is stored; as in channels'),
    timezone: z.string().nullable().describe('Their own IANA time zone; null: that of the workspace counts'),
    email: consentWord.describe('Consent to marketing by e-mail; as in channels'),
  })
  .meta({ id: 'Contact', description: 'What is stored of how to reach a customer' });

export const putContactContract = {
  method: 'put',
  path: '/v1/customers/:id/contact',
  summary: 'Store how to reach a customer',
  description:
    'Changes only what it names: what is left out stays as it is, null forgets it. Of several calls at the same time each one counts, ' +
    'the later one where both name the same. Addresses are kept apart and are never given back; they are read only to send.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: z.strictObject({ id: customerParam }),
    body: z.strictObject({
      addresses: z
        .strictObject({
          email: ADDRESSES.email.nullable().optional().describe('Where mail goes. null: forget it'),
          sms: ADDRESSES.sms
            .nullable()
            .optional()
            .describe(
              'A phone number with + and its country, such as +905321234567; spaces, dots, dashes and brackets are left out. null: forget it',
            ),
          telegram: ADDRESSES.telegram
            .nullable()
            .optional()
            .describe(
              'The chat with the bot; mostly the bot itself links it, see POST /v1/customers/:id/telegram-link. null: forget it',
            ),
          push: ADDRESSES.push
            .nullable()
            .optional()
            .describe('What pushManager.subscribe gave the browser; the newest browser counts. null: forget it'),
          mobile: ADDRESSES.mobile
            .nullable()
            .optional()
            .describe('The registration token of Firebase for the device; the newest device counts. null: forget it'),
        })
        .optional()
        .describe('By channel; what is left out stays as it is'),
      email: ADDRESSES.email
        .nullable()
        .optional()
        .describe('As addresses.email, for callers of earlier versions; say one of the two'),
      timezone: timezone
        .nullable()
        .optional()
        .describe('IANA time zone; quiet hours are counted in it. null: forget it, and count in that of the workspace'),
    }),
  },
  output: { 200: json('Stored.', contactReply) },
  problems: ['erased'],
  example: { email: 'ada@example.com', timezone: 'Europe/London' },
} as const satisfies Contract;
