import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generateVAPIDKeys } from 'web-push';
import { openChannel, standInSettings, type Reach } from '../../channels/channels.ts';
import { Paces } from '../../channels/pace.ts';
import type { ChannelParts, Outcome } from '../../channels/port.ts';
import { startStandIn, type StandIn, type StoodIn } from '../../channels/standin.ts';
import { standInSubscription } from '../../channels/standin-browser.ts';
import { webhookChannel } from '../../channels/webhook.ts';
import { sendByPush } from '../../channels/push.ts';
import { sendByTelegram } from '../../channels/telegram.ts';
import { sendByTwilio } from '../../channels/twilio.ts';
import type { SetUp } from '../../domain/channels/settings.ts';
import { customerId, journeyId, stepId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { startProvider, type Answer, type Asked, type ProviderServer } from './provider-server.ts';

const workspace = workspaceId.parse('shop');
const customer = customerId.parse('c-17');
const place = { journey: journeyId.parse('winback'), version: 1, enrolment: 1, step: stepId.parse('hello'), visit: 1 };
const head = { key: effectKey(customerKey(workspace, customer), place), workspace, customer, at: Date.UTC(2026, 0, 2) };
const SAID: ChannelParts = {
  email: { subject: '', html: '', text: '' },
  sms: { text: 'Hi Ann, çok özledik €5' },
  telegram: {
    text: 'Hi Ann',
    buttons: [
      { label: 'Yes', id: 'yes' },
      { label: 'Shop', url: 'https://shop.example.com' },
    ],
  },
  push: { title: 'Hi', text: 'We miss you', url: 'https://shop.example.com/back' },
  mobile: { title: 'Hi', text: 'We miss you', url: 'https://shop.example.com/back' },
};
const TO = { sms: '+905321234567', telegram: '42', push: '' };

/** An address where nobody listens any more. */
async function nobody(): Promise<string> {
  const gone = await startProvider(() => 'cut');
  await gone.close();
  return gone.root;
}

let provider: ProviderServer;
let root: string;
let asked: Asked[];
let answer: Answer;

beforeEach(async () => {
  asked = [];
  provider = await startProvider((one) => {
    asked.push(one);
    return answer;
  });
  ({ root } = provider);
});

afterEach(() => provider.close());

const ACCOUNT = {
  provider: 'twilio',
  accountSid: 'AC1234',
  authToken: 'a-token-of-twilio',
  from: '+15005550006',
} as const;

describe('by Twilio', () => {
  const send = (at = root) =>
    sendByTwilio(
      ACCOUNT,
      { root: at, labelled: false, callback: 'https://s.example.com/x' },
      { ...head, to: TO.sms, parts: SAID.sms },
    );

  test('a message is posted as its API says, and its sid is the name', async () => {
    answer = { status: 201, body: { sid: 'SM1', status: 'queued' } };
    expect(await send()).toEqual({ state: 'sent', messageId: 'SM1' });
    const [call] = asked;
    expect(call?.url).toBe('/2010-04-01/Accounts/AC1234/Messages.json');
    expect(call?.headers.authorization).toBe(`Basic ${Buffer.from('AC1234:a-token-of-twilio').toString('base64')}`);
    expect(Object.keys(call?.headers ?? {}).filter((name) => name.startsWith('x-sojourn'))).toEqual([]);
    expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
      To: TO.sms,
      From: '+15005550006',
      Body: SAID.sms.text,
      StatusCallback: 'https://s.example.com/x',
    });
  });

  test.each<[number, unknown, Partial<Outcome>]>([
    [429, { code: 20_429 }, { state: 'retry', after: 7_000 }],
    [500, null, { state: 'retry' }],
    [503, { code: 1 }, { state: 'retry' }],
    [400, { code: 21_211 }, { state: 'failed', because: 'address' }],
    [400, { code: 21_614 }, { state: 'failed', because: 'address' }],
    [400, { code: 21_610 }, { state: 'failed', because: 'withdrawn' }],
    [401, { code: 20_003 }, { state: 'paused' }],
    [400, { code: 21_606 }, { state: 'paused' }],
    [403, null, { state: 'paused' }],
    [400, { code: 21_617 }, { state: 'failed' }],
    [201, { nothing: 1 }, { state: 'unknown' }],
  ])('an answer %i with %j', async (status, body, outcome) => {
    answer = { status, body, headers: status === 429 ? { 'retry-after': '7' } : {} };
    const got = await send();
    expect(got).toMatchObject(outcome);
    expect(JSON.stringify(got)).not.toMatch(/532|Ann|token/);
  });

  test('no connection is tried again; a reply that is lost is never', async () => {
    expect(await send(await nobody())).toMatchObject({ state: 'retry' });
    answer = 'cut';
    expect(await send()).toMatchObject({ state: 'unknown' });
  });
});

describe('by Telegram', () => {
  const send = (at = root) =>
    sendByTelegram(
      { botToken: '77:secret-of-the-bot' },
      { root: at, labelled: false },
      { ...head, to: TO.telegram, parts: SAID.telegram },
    );

  test('a message has its buttons, and what a press gives back names the message', async () => {
    answer = { status: 200, body: { ok: true, result: { message_id: 5, date: 0, chat: { id: 42, type: 'private' } } } };
    expect(await send()).toEqual({ state: 'sent', messageId: '5' });
    expect(asked[0]?.url).toBe('/bot77:secret-of-the-bot/sendMessage');
    const body = JSON.parse(asked[0]?.body ?? '');
    expect(body).toMatchObject({ chat_id: 42, text: 'Hi Ann' });
    const [[yes], [shop]] = body.reply_markup.inline_keyboard;
    expect(yes).toMatchObject({ text: 'Yes', callback_data: expect.stringMatching(/^[0-9a-f]{40}\|yes$/) });
    expect(shop).toEqual({ text: 'Shop', url: 'https://shop.example.com' });
  });

  test.each<[number, string, object | undefined, Partial<Outcome>]>([
    [429, 'Too Many Requests', { retry_after: 3 }, { state: 'retry', after: 3_000 }],
    [502, 'Bad Gateway', undefined, { state: 'retry' }],
    [403, 'Forbidden: bot was blocked by the user', undefined, { state: 'failed', because: 'address' }],
    [403, 'Forbidden: user is deactivated', undefined, { state: 'failed', because: 'address' }],
    [400, 'Bad Request: chat not found', undefined, { state: 'failed', because: 'address' }],
    [400, 'Bad Request: message is too long', undefined, { state: 'failed' }],
    [401, 'Unauthorized', undefined, { state: 'paused' }],
  ])('an answer %i, %s', async (error_code, description, parameters, outcome) => {
    answer = {
      status: error_code,
      body: { ok: false, error_code, description, ...(parameters ? { parameters } : {}) },
    };
    const got = await send();
    expect(got).toMatchObject(outcome);
    expect('because' in got).toBe('because' in outcome);
  });

  test('no failure tells the token', async () => {
    const refused = await send(await nobody());
    expect(refused).toMatchObject({ state: 'retry' });
    answer = 'cut';
    const lost = await send();
    expect(lost).toMatchObject({ state: 'unknown' });
    expect(JSON.stringify([refused, lost])).not.toContain('secret');
  });
});

describe('by a push service', () => {
  const keys = { provider: 'vapid', ...generateVAPIDKeys(), subject: 'mailto:shop@example.com' } as const;
  const send = () =>
    sendByPush(keys, { labelled: false }, { ...head, to: standInSubscription(root, 'x'), parts: SAID.push });

  test.each<[number, Partial<Outcome>]>([
    [201, { state: 'sent' }],
    [404, { state: 'failed', because: 'address' }],
    [410, { state: 'failed', because: 'address' }],
    [429, { state: 'retry', after: 2_000 }],
    [503, { state: 'retry', after: 2_000 }],
    [400, { state: 'paused' }],
    [401, { state: 'paused' }],
    [403, { state: 'paused' }],
    [413, { state: 'paused' }],
  ])('an answer %i', async (status, outcome) => {
    answer = { status, body: {}, headers: { 'retry-after': '2' } };
    expect(await send()).toMatchObject(outcome);
    expect(asked[0]?.headers).toMatchObject({
      topic: expect.stringMatching(/^[0-9a-f]{32}$/),
      'content-encoding': 'aes128gcm',
    });
  });

  test('a subscription that is none, and keys that are none, reach nobody', async () => {
    const message = { ...head, to: 'nothing', parts: SAID.push };
    expect(await sendByPush(keys, { labelled: false }, message)).toMatchObject({ state: 'failed', because: 'address' });
    const wrong = { ...keys, privateKey: 'no key' };
    const whole = { ...message, to: standInSubscription(root, 'x') };
    expect(await sendByPush(wrong, { labelled: false }, whole)).toMatchObject({ state: 'paused' });
    expect(asked).toEqual([]);
  });
});

describe('by a gateway of ones own', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const send = (allowed: readonly string[]) => {
    const reach: Reach = { standIn: null, webhook: webhookChannel({ allowed }), now: () => head.at };
    const open = openChannel('sms', { provider: 'http', url: `${root}/send`, secret }, reach);
    return open.withLine(workspace, (line) => line.send({ ...head, to: TO.sms, parts: SAID.sms }));
  };

  test('a message is posted and signed as a Standard Webhook', async () => {
    answer = { status: 202, body: {} };
    expect(await send(['127.0.0.1'])).toMatchObject({ state: 'sent' });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      id: asked[0]?.headers['webhook-id'],
      to: TO.sms,
      text: SAID.sms.text,
    });
    expect(asked[0]?.headers['webhook-signature']).toMatch(/^v1,/);
  });

  test.each<[number, Partial<Outcome>]>([
    [429, { state: 'retry' }],
    [500, { state: 'retry' }],
    [401, { state: 'paused' }],
    [410, { state: 'failed', because: 'address' }],
    [422, { state: 'failed' }],
  ])('an answer %i', async (status, outcome) => {
    answer = { status, body: {} };
    expect(await send(['127.0.0.1'])).toMatchObject(outcome);
  });

  test('one that is not in the public is not called', async () => {
    expect(await send([])).toMatchObject({ state: 'paused' });
    expect(asked).toEqual([]);
  });
});

describe('the stand-in', () => {
  let standIn: StandIn;
  let stored: StoodIn[];
  beforeEach(async () => {
    stored = [];
    standIn = await startStandIn({ host: '127.0.0.1', port: 0, store: async (message) => void stored.push(message) });
  });
  afterEach(() => standIn.stop());

  const through = <C extends SetUp>(channel: C, to: string, parts: ChannelParts[C]) => {
    const reach: Reach = { standIn: standIn.url, webhook: webhookChannel({ allowed: [] }), now: () => head.at };
    const open = openChannel(channel, standInSettings(channel), reach);
    return open.withLine(workspace, (line) => line.send({ ...head, to, parts }));
  };

  test('takes what each provider would, and keeps what its reader would see', async () => {
    expect(await through('sms', TO.sms, SAID.sms)).toMatchObject({ state: 'sent' });
    expect(await through('telegram', TO.telegram, SAID.telegram)).toMatchObject({ state: 'sent' });
    // Encrypted for its one browser, whoever is meant.
    expect(await through('push', '{}', SAID.push)).toMatchObject({ state: 'sent' });
    expect(await through('mobile', 'a-token', SAID.mobile)).toMatchObject({ state: 'sent' });
    const of = { workspace, customer, effect: head.key, at: head.at };
    expect(stored).toMatchObject([
      { ...of, channel: 'sms', to: TO.sms, text: SAID.sms.text },
      { ...of, channel: 'telegram', to: '42', text: 'Hi Ann', buttons: ['Yes', 'Shop'] },
      { ...of, channel: 'push', to: 'c-17', subject: 'Hi', text: 'We miss you', url: 'https://shop.example.com/back' },
      {
        ...of,
        channel: 'mobile',
        to: 'c-17',
        subject: 'Hi',
        text: 'We miss you',
        url: 'https://shop.example.com/back',
      },
    ]);
  });

  test('takes nothing that Sojourn has not labelled', async () => {
    const reply = await fetch(`${standIn.url}/bot1:x/sendMessage`, { method: 'POST', body: '{}' });
    expect([reply.status, stored]).toEqual([404, []]);
  });
});

test('no more go at once than may in a second, and then as many as have become free', () => {
  let now = 0;
  const paces = new Paces<string>(() => now);
  const admitted = () => Array.from({ length: 9 }, () => paces.admit('a', 4)).filter((wait) => wait === 0).length;
  expect(admitted()).toBe(4);
  expect(paces.admit('a', 4)).toBe(250);
  expect(paces.admit('b', 4)).toBe(0);
  now = 500;
  expect(admitted()).toBe(2);
});
