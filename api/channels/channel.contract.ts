import { z } from 'zod';
import { channelName } from '../../domain/channels/address.schema.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { CHANNEL_FIELDS, type ChannelField } from '../../domain/channels/settings.schema.ts';
import { time } from '../http/fields.ts';

/** What the calls about channels share. */

export const channelParams = z.strictObject({ id: channelName.describe('email, sms, telegram, push or mobile') });

const open = (says: string) => z.string().optional().describe(says);

const secretNames = z
  .array(z.string())
  .describe('The secrets that are stored, by the names of their fields; no call gives them back');

export const shownChannel = z
  .strictObject({
    channel: z.enum(CHANNELS).describe('Its name'),
    goesTo: z
      .enum(['provider', 'mailbox'])
      .describe('mailbox: into the built-in one, at /mailbox, because it is a sandbox or nothing is set up'),
    provider: z
      .string()
      .nullable()
      .describe('environment (mail), twilio, http, bot, vapid or fcm; null: it is not set up'),
    accountSid: open('Of Twilio'),
    from: open('The sender of SMS'),
    url: open('The gateway of SMS'),
    botName: open('Of Telegram'),
    updates: z
      .enum(['webhook', 'poll'])
      .optional()
      .describe('Of Telegram: it calls the webhook, or we ask it for updates (getUpdates)'),
    publicKey: open('Of VAPID: browsers subscribe with it'),
    subject: open('Of VAPID: whom push services may write to'),
    projectId: open('Of Firebase, as the service account names it'),
    secrets: secretNames,
    perSecond: z.int().describe('Messages a second of this workspace at most; of mail, as fast as its server takes it'),
    setUpBy: z
      .enum(['call', 'environment', 'nobody'])
      .describe(
        'call: PUT /v1/channels/:id. environment: the variables of the installation. nobody: secrets cannot be kept before SECRETS_KEY is set',
      ),
    since: time.nullable().describe('When it was last set up; null: never'),
    paused: z
      .strictObject({ at: time, reason: z.string().describe('What the provider said, without any address') })
      .nullable()
      .describe('Why nothing is sent until somebody resumes it, or puts its settings; null: it is not paused'),
    webhook: z
      .string()
      .nullable()
      .describe('Where the provider has to send what people answer; null: it sends nothing, or is asked'),
  })
  .meta({ id: 'Channel', description: 'How messages of one kind leave a workspace' });

const field = (name: ChannelField, says: string) => CHANNEL_FIELDS[name].optional().describe(says);

export const wantedChannel = z.strictObject({
  provider: z
    .enum(['twilio', 'http', 'bot', 'vapid', 'fcm'])
    .describe(
      'sms: twilio (accountSid, authToken, from) or http (url, secret). telegram: bot (botToken, botName, updates). push: vapid (subject). mobile: fcm (serviceAccount)',
    ),
  accountSid: field('accountSid', 'Of Twilio; begins with AC'),
  authToken: field('authToken', 'Of Twilio. Never shown again; left out, the stored one stays'),
  from: field('from', 'Of Twilio: a number, a short code or a name'),
  url: field('url', 'Of http: a gateway at a public address, which gets {id, to, text} as JSON'),
  secret: field(
    'secret',
    'Of http: whsec_ and bytes in base64, by which calls are signed as Standard Webhooks. Never shown again; left out, the stored one stays',
  ),
  botToken: field('botToken', 'Of Telegram, as BotFather shows it. Never shown again; left out, the stored one stays'),
  botName: field('botName', 'Of Telegram, without @'),
  webhookSecret: field(
    'webhookSecret',
    'Of Telegram: what it says with every update. Left out, the stored one stays, or one is made',
  ),
  updates: CHANNEL_FIELDS.updates
    .optional()
    .describe(
      'Of Telegram: webhook (it calls us, after setWebhook), or poll (we ask it, which needs no public address and removes a webhook that is set). Left out: webhook',
    ),
  publicKey: field('publicKey', 'Of VAPID; together with privateKey. Left out, the stored pair stays, or one is made'),
  privateKey: field('privateKey', 'Of VAPID; together with publicKey. Never shown again'),
  subject: field('subject', 'Of VAPID: whom push services may write to, such as mailto:shop@example.com'),
  serviceAccount: field(
    'serviceAccount',
    'Of fcm: the key file of a service account that may send by Firebase Cloud Messaging, as the text of its JSON. Never shown again; left out, the stored one stays',
  ),
  perSecond: z
    .int()
    .min(1, 'at least 1 a second')
    .max(100, 'at most 100 a second')
    .default(10)
    .describe('Messages a second at most'),
});
export type WantedChannel = z.output<typeof wantedChannel>;
