import { z } from 'zod';
import { serviceAccountIn } from './service-account.schema.ts';
import type { ChannelSettings, SetUp } from './settings.ts';

const SERVICE_ACCOUNT_SAID =
  'a service account is the JSON of its key file, with type, project_id, private_key_id, private_key and client_email';

const UPDATES = ['webhook', 'poll'] as const;

/** What one field of a channel may be; what is wrong with it is said without repeating it, for it may be a secret. */
export const CHANNEL_FIELDS = {
  accountSid: z.string().regex(/^AC[A-Za-z0-9]{4,62}$/, 'the Account SID of Twilio begins with AC'),
  authToken: z.string().regex(/^[!-~]{8,200}$/, 'an auth token has 8 to 200 printable characters without spaces'),
  from: z
    .string()
    .regex(
      /^(?:\+?\d{3,15}|[A-Za-z0-9 ]{1,11})$/,
      'a sender is a number, a short code, or a name of at most 11 letters and digits',
    ),
  url: z.url({ protocol: /^https?$/, error: 'a gateway is an address such as https://sms.example.com/send' }).max(500),
  secret: z
    .string()
    .regex(
      /^whsec_[A-Za-z0-9+/]{32,200}={0,2}$/,
      'a secret of Standard Webhooks is whsec_ and at least 24 bytes in base64',
    ),
  botToken: z
    .string()
    .regex(
      /^\d{1,20}:[A-Za-z0-9_-]{8,100}$/,
      'the token of a bot is a number, a colon, and letters, as BotFather shows it',
    ),
  botName: z.string().regex(/^[A-Za-z0-9_]{5,32}$/, 'the name of a bot has 5 to 32 letters, digits and _, without @'),
  webhookSecret: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,256}$/, 'a secret of the webhook has 8 to 256 letters, digits, - and _'),
  updates: z.enum(UPDATES),
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{86,88}$/, 'a public key of VAPID is 65 bytes in base64url'),
  privateKey: z.string().regex(/^[A-Za-z0-9_-]{43,44}$/, 'a private key of VAPID is 32 bytes in base64url'),
  subject: z
    .string()
    .max(200)
    .regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'a subject is mailto: and an address, or a page of https'),
  serviceAccount: z
    .string()
    .max(10_000, SERVICE_ACCOUNT_SAID)
    .refine((text) => serviceAccountIn(text) !== null, SERVICE_ACCOUNT_SAID),
} as const;
export type ChannelField = keyof typeof CHANNEL_FIELDS;

/** The settings of each channel as they are kept. */
export const SETTINGS: { readonly [C in SetUp]: z.ZodType<ChannelSettings[C]> } = {
  sms: z.discriminatedUnion('provider', [
    z.object({ provider: z.literal('twilio'), accountSid: z.string(), authToken: z.string(), from: z.string() }),
    z.object({ provider: z.literal('http'), url: z.string(), secret: z.string() }),
  ]),
  telegram: z.object({
    provider: z.literal('bot'),
    botToken: z.string(),
    botName: z.string(),
    webhookSecret: z.string(),
    // Left out by 0.12.0 and before.
    updates: z.enum(UPDATES).default('webhook'),
  }),
  push: z.object({
    provider: z.literal('vapid'),
    publicKey: z.string(),
    privateKey: z.string(),
    subject: z.string(),
  }),
  mobile: z.object({ provider: z.literal('fcm'), projectId: z.string(), serviceAccount: z.string() }),
};
