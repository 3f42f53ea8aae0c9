import type { Channel } from './channel.ts';

/** Where messages of a channel go. Secrets are among the fields here, and nowhere else: see `SECRETS`. */
export interface ChannelSettings {
  /** Mail goes where the environment says; a workspace has nothing to set. */
  readonly email: { readonly provider: 'environment' };
  readonly sms:
    | {
        readonly provider: 'twilio';
        readonly accountSid: string;
        readonly authToken: string;
        /** A number, a short code, or a name where the country allows one. */
        readonly from: string;
      }
    | {
        readonly provider: 'http';
        /** Gets JSON, signed as a Standard Webhook. */
        readonly url: string;
        readonly secret: string;
      };
  readonly telegram: {
    readonly provider: 'bot';
    readonly botToken: string;
    /** Without @; links lead to it. */
    readonly botName: string;
    /** What Telegram says with every update, so that nobody else can. */
    readonly webhookSecret: string;
    /** How what people say comes here: Telegram calls us, or we ask it, which needs no public address. */
    readonly updates: 'webhook' | 'poll';
  };
  readonly push: {
    readonly provider: 'vapid';
    readonly publicKey: string;
    readonly privateKey: string;
    /** Whom push services may write to: `mailto:` or `https:`. */
    readonly subject: string;
  };
  readonly mobile: {
    readonly provider: 'fcm';
    /** Of Firebase; it stands in the service account too, and may be shown. */
    readonly projectId: string;
    /** The key file that Google gives for one, as its JSON. */
    readonly serviceAccount: string;
  };
}

/** Fields that are kept encrypted and never shown. */
export const SECRETS: Readonly<Record<Channel, readonly string[]>> = {
  email: [],
  sms: ['authToken', 'secret'],
  telegram: ['botToken', 'webhookSecret'],
  push: ['privateKey'],
  mobile: ['serviceAccount'],
};

/** The channels that a workspace sets up itself. */
export type SetUp = Exclude<Channel, 'email'>;
