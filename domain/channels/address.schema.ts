import { z } from 'zod';
import { emailAddress } from '../input/contact.schema.ts';
import { CHANNELS, PURPOSES, type Channel } from './channel.ts';

export const channelName = z.enum(CHANNELS, `a channel is one of ${CHANNELS.join(', ')}`);
export const purposeName = z.enum(PURPOSES, `a purpose is one of ${PURPOSES.join(', ')}`);

/** What people write between the digits of a number. */
const BETWEEN = /[\s().-]/g;
const PHONE_SAID = 'a phone number begins with + and the country, such as +905321234567';

/** As E.164, whatever stands between its digits. No message quotes it. */
const phoneNumber = z
  .string()
  .max(40, PHONE_SAID)
  .transform((text) => text.replace(BETWEEN, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, PHONE_SAID));

/** The chat of a person with the bot; those of groups are negative, and nobody's own. */
const telegramChat = z.string().regex(/^[1-9]\d{0,18}$/, 'a chat of Telegram is the number that its updates name');

const PUSH_SAID = 'a subscription is what pushManager.subscribe gives: an https endpoint, and the keys p256dh and auth';
const BASE64URL = /^[A-Za-z0-9_-]+={0,2}$/;

function base64url(least: number, most: number) {
  return z.string(PUSH_SAID).min(least, PUSH_SAID).max(most, PUSH_SAID).regex(BASE64URL, PUSH_SAID);
}

/** What a browser gives when somebody subscribes; kept as its JSON. */
export const pushSubscription = z.strictObject(
  {
    endpoint: z
      .url({ protocol: /^https?$/, error: PUSH_SAID })
      .max(1_000, PUSH_SAID)
      .describe('Where the push service of the browser takes messages'),
    keys: z
      .strictObject(
        {
          p256dh: base64url(80, 100).describe('The public key of the browser'),
          auth: base64url(20, 30).describe('Its secret'),
        },
        PUSH_SAID,
      )
      .describe('What messages are encrypted by'),
  },
  PUSH_SAID,
);

/** What Firebase gives an app for the device that it runs on. */
const deviceToken = z
  .string()
  .regex(/^[A-Za-z0-9_:.-]{20,4096}$/, 'a device is the registration token that Firebase gives the app');

/** How the address of each channel is written by whoever sends it; each is kept as one text. */
export const ADDRESSES = {
  email: emailAddress,
  sms: phoneNumber,
  telegram: telegramChat,
  push: pushSubscription.transform((subscription) => JSON.stringify(subscription)),
  mobile: deviceToken,
} as const satisfies Readonly<Record<Channel, z.ZodType<string>>>;
