import { generateKeyPairSync } from 'node:crypto';
import webpush from 'web-push';
import type { Channel } from '../domain/channels/channel.ts';
import type { ChannelSettings, SetUp } from '../domain/channels/settings.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { FairTurns } from './fair-turns.ts';
import { sendByHttp } from './http-sms.ts';
import { FCM, sendByFcm } from './mobile.ts';
import type { Line, OpenChannel, Outcome, Outgoing } from './port.ts';
import { sendByPush } from './push.ts';
import { standInSubscription } from './standin-browser.ts';
import { sendByTelegram, TELEGRAM_ROOT } from './telegram.ts';
import { sendByTwilio, TWILIO_ROOT } from './twilio.ts';
import type { WebhookChannel } from './webhook.ts';

/** What a provider needs besides the settings of a workspace. */
export interface Reach {
  /** Where the stand-in listens; `null`: towards the provider itself. */
  readonly standIn: string | null;
  /** Where Twilio tells what became of a message. */
  readonly callback?: string;
  readonly webhook: WebhookChannel;
  /** Wall clock. */
  readonly now: () => number;
}

type Attempt<C extends SetUp> = (
  settings: ChannelSettings[C],
  reach: Reach,
  message: Outgoing<C>,
  signal?: AbortSignal,
) => Promise<Outcome>;

/** How each channel that workspaces set up makes one attempt. One more channel does not compile until it is named here. */
const ATTEMPTS: { readonly [C in SetUp]: Attempt<C> } = {
  async sms(settings, { standIn, callback, webhook, now }, message, signal) {
    if (settings.provider === 'http') {
      return await sendByHttp(settings, webhook, message, now(), signal ?? new AbortController().signal);
    }
    const way = { root: standIn ?? TWILIO_ROOT, labelled: standIn !== null };
    return await sendByTwilio(settings, { ...way, ...(callback === undefined ? {} : { callback }) }, message, signal);
  },
  async telegram(settings, { standIn }, message) {
    return await sendByTelegram(settings, { root: standIn ?? TELEGRAM_ROOT, labelled: standIn !== null }, message);
  },
  async push(settings, { standIn }, message, signal) {
    // A real browser's push service is out in the world, where nothing of the stand-in goes.
    const to = standIn === null ? message.to : standInSubscription(standIn, message.customer);
    return await sendByPush(settings, { labelled: standIn !== null }, { ...message, to }, signal);
  },
  async mobile(settings, { standIn, now }, message, signal) {
    const at = standIn === null ? FCM : { root: standIn, tokens: `${standIn}/token` };
    // No phone of the stand-in has a token.
    const to = standIn === null ? message.to : message.customer;
    return await sendByFcm(settings, { ...at, labelled: standIn !== null, now }, { ...message, to }, signal);
  },
};

/** Requests at once towards one provider, of all workspaces together. */
const LINES = 10;

const turns: Readonly<Record<Channel, FairTurns<WorkspaceId>>> = {
  email: new FairTurns(LINES),
  sms: new FairTurns(LINES),
  telegram: new FairTurns(LINES),
  push: new FairTurns(LINES),
  mobile: new FairTurns(LINES),
};

/** A channel as one workspace has set it up. */
export function openChannel<C extends SetUp>(channel: C, settings: ChannelSettings[C], reach: Reach): OpenChannel<C> {
  const line: Line<C> = {
    send: async (message, signal) => await ATTEMPTS[channel](settings, reach, message, signal),
  };
  return { withLine: (workspace, work) => turns[channel].take(workspace, () => work(line)) };
}

/** What a workspace that has set up nothing sends by, into the built-in mailbox, which checks none of it. */
const STAND_INS: { readonly [C in SetUp]: () => ChannelSettings[C] } = {
  sms: () => ({ provider: 'twilio', accountSid: 'ACstandin', authToken: 'stand-in', from: 'Sojourn' }),
  telegram: () => ({
    provider: 'bot',
    botToken: '1:stand-in',
    botName: 'sojourn_bot',
    webhookSecret: 'stand-in',
    updates: 'webhook',
  }),
  push: () => ({ provider: 'vapid', ...VAPID, subject: 'mailto:sojourn@localhost.invalid' }),
  mobile: () => ({ provider: 'fcm', projectId: 'stand-in', serviceAccount: (account ??= madeUpAccount()) }),
};
const VAPID = webpush.generateVAPIDKeys();
let account: string | undefined;

/** The stand-in takes any signature; the key is made when the first message needs it, since that takes a moment. */
function madeUpAccount(): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return JSON.stringify({
    type: 'service_account',
    project_id: 'stand-in',
    private_key_id: 'stand-in',
    private_key: privateKey,
    client_email: 'sojourn@stand-in.invalid',
  });
}

export function standInSettings<C extends SetUp>(channel: C): ChannelSettings[C] {
  return STAND_INS[channel]();
}
