import { createHmac } from 'node:crypto';
import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mongoChannelSettings } from '../../db/messaging/channel-settings.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { afterWord } from '../../domain/iys/consent.ts';
import { aServiceAccount } from '../channels/service-account.ts';
import { openEdge, PUBLIC_URL, type Edge } from './edge.ts';

const KEY = newSealKey();
const seals = openSeals([KEY]);
const TOKEN = 'a-token-of-twilio';
const TWILIO = { provider: 'twilio', accountSid: 'AC1234', authToken: TOKEN, from: '+15005550006' };
const BOT = {
  provider: 'bot',
  botToken: '77:secret-of-the-bot',
  botName: 'my_shop_bot',
  webhookSecret: 'said-by-telegram',
};
const ANN = customerId.parse('ann');

let edge: Edge;
beforeAll(async () => {
  const sendTest = async () => ({ state: 'failed', reason: 'no route to +905321234567' }) as const;
  edge = await openEdge({ seals: seals ?? null, sendTest });
});
afterAll(() => edge.close());

const put = (channel: string, body: object) => edge.call('put', `/v1/channels/${channel}`, { body });
const contact = (customer = ANN) => edge.deps.stores.contacts.get(edge.workspace, customer);

describe('secrets', () => {
  test('open by any key of the ring, in their own place and nowhere else, and never after a change', () => {
    const about = 'shop:sms:authToken';
    const sealed = seals?.seal(TOKEN, about) ?? '';
    expect(sealed).not.toContain(TOKEN);
    const rotated = openSeals([newSealKey(), KEY]);
    expect(rotated?.open(sealed, about)).toBe(TOKEN);
    expect(rotated?.seal(TOKEN, about).split('.')[0]).not.toBe(sealed.split('.')[0]);
    const flipped = `${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`;
    for (const [ring, place, text] of [
      [rotated, 'shop:sms:secret', sealed],
      [rotated, 'other:sms:authToken', sealed],
      [openSeals([newSealKey()]), about, sealed],
      [rotated, about, flipped],
    ] as const) {
      expect(() => ring?.open(text, place)).toThrow();
    }
    expect(openSeals([])).toBeUndefined();
  });
});

describe('a channel', () => {
  test('that nobody has set up sends into the mailbox', async () => {
    const { body } = await edge.call('get', '/v1/channels');
    expect(body.channels.map((one: { channel: string; goesTo: string }) => [one.channel, one.goesTo])).toEqual([
      ['email', 'mailbox'],
      ['sms', 'mailbox'],
      ['telegram', 'mailbox'],
      ['push', 'mailbox'],
      ['mobile', 'mailbox'],
    ]);
  });

  test('is set up once, shown without its secrets, and keeps those that are left out', async () => {
    const first = await put('sms', TWILIO);
    expect(first.body).toMatchObject({
      provider: 'twilio',
      accountSid: 'AC1234',
      from: '+15005550006',
      secrets: ['authToken'],
      webhook: `${PUBLIC_URL}/v1/inbound/sms/${edge.workspace}`,
    });
    const { authToken: _left, ...rest } = TWILIO;
    const again = await put('sms', { ...rest, from: 'Shop', perSecond: 3 });
    expect(again.body).toMatchObject({ from: 'Shop', perSecond: 3, secrets: ['authToken'] });
    const shown = JSON.stringify([first.body, again.body, (await edge.call('get', '/v1/channels')).body]);
    expect(shown).not.toContain(TOKEN);
    const stored = JSON.stringify(await edge.deps.connection.collection('channel_settings').find().toArray());
    expect(stored).not.toContain(TOKEN);
    const { settings } = await mongoChannelSettings(edge.deps.connection, seals).inUse(edge.workspace, 'sms');
    expect(settings).toMatchObject({ provider: 'twilio', authToken: TOKEN, from: 'Shop' });
    const log = await edge.call('get', '/v1/audit?kind=channel');
    expect(log.body.entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(log.body)).not.toContain(TOKEN);
  });

  test('makes what nobody has to think of: keys of push, and a secret of the bot', async () => {
    const push = await put('push', { provider: 'vapid', subject: 'mailto:shop@example.com' });
    expect(push.body).toMatchObject({ publicKey: expect.stringMatching(/^[\w-]{87}$/), secrets: ['privateKey'] });
    const again = await put('push', { provider: 'vapid', subject: 'mailto:other@example.com' });
    expect(again.body.publicKey).toBe(push.body.publicKey);
    const { webhookSecret: _own, ...bot } = BOT;
    expect((await put('telegram', bot)).body.secrets).toEqual(expect.arrayContaining(['botToken', 'webhookSecret']));
  });

  test('of a bot says how its updates come: by the webhook, unless it is to be asked, and then no webhook leads here', async () => {
    const { webhookSecret: _own, ...bot } = BOT;
    expect((await put('telegram', bot)).body).toMatchObject({
      updates: 'webhook',
      webhook: `${PUBLIC_URL}/v1/inbound/telegram/${edge.workspace}`,
    });
    expect((await put('telegram', { ...bot, updates: 'poll' })).body).toMatchObject({ updates: 'poll', webhook: null });
    const store = mongoChannelSettings(edge.deps.connection, seals);
    expect(await store.polling()).toEqual([edge.workspace]);
    expect((await put('telegram', { ...bot, updates: 'never' })).status).toBe(422);
    expect((await put('sms', { ...TWILIO, updates: 'poll' })).body.problems).toMatchObject([{ path: 'updates' }]);
    expect((await put('telegram', bot)).body).toMatchObject({ updates: 'webhook' });
    expect(await store.polling()).toEqual([]);
  });

  test('of mobile push takes the key file whole, shows its project, and never the file', async () => {
    const { text, secret } = await aServiceAccount();
    const first = await put('mobile', { provider: 'fcm', serviceAccount: text });
    expect(first.body).toMatchObject({ provider: 'fcm', projectId: 'shop-app', secrets: ['serviceAccount'] });
    const again = await put('mobile', { provider: 'fcm', perSecond: 3 });
    expect(again.body).toMatchObject({ perSecond: 3, projectId: 'shop-app', secrets: ['serviceAccount'] });
    const store = mongoChannelSettings(edge.deps.connection, seals);
    expect(await store.inUse(edge.workspace, 'mobile')).toMatchObject({
      settings: { provider: 'fcm', projectId: 'shop-app', serviceAccount: text },
    });
    const kept = await edge.deps.connection.collection('channel_settings').find().toArray();
    const log = await edge.call('get', '/v1/audit?kind=channel');
    expect(JSON.stringify([first.body, again.body, kept, log.body])).not.toContain(secret);
  });

  test.each([
    ['mobile', { provider: 'fcm', serviceAccount: '{"type":"service_account"}' }, ['serviceAccount']],
    ['mobile', { provider: 'vapid' }, ['provider']],
    ['sms', { provider: 'bot' }, ['provider']],
    ['sms', { provider: 'http', url: 'https://sms.example.com', botName: 'my_shop_bot' }, ['botName', 'secret']],
    ['telegram', { provider: 'bot', botToken: 'nonsense', botName: 'x' }, ['botToken', 'botName']],
    ['push', { provider: 'vapid', publicKey: 'B'.repeat(87) }, ['subject', 'publicKey']],
  ])('%s is not set up by %j', async (channel, body, paths) => {
    const reply = await put(channel, body);
    expect(reply.body).toMatchObject({ status: 422, code: 'invalid' });
    expect(reply.body.problems.map(({ path }: { path: string }) => path).toSorted()).toEqual(paths.toSorted());
    expect(JSON.stringify(reply.body)).not.toContain('nonsense');
  });

  test('of mail is the installation, and no channel is set up without a key for its secrets', async () => {
    expect((await put('email', TWILIO)).body).toMatchObject({ code: 'conflict' });
    const bare = await openEdge({ seals: null });
    try {
      const reply = await bare.call('put', '/v1/channels/sms', { body: TWILIO });
      expect(reply.body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('SECRETS_KEY') });
    } finally {
      await bare.close();
    }
  });

  test('that is paused says so, to metrics too, until it is resumed', async () => {
    await edge.deps.stores.channelSettings.pause(edge.workspace, 'sms', { at: 5, reason: 'Twilio answered 20003' });
    const second = { at: 6, reason: 'Twilio answered 20003' };
    expect(await edge.deps.stores.channelSettings.pause(edge.workspace, 'sms', second)).toBe(false);
    expect((await edge.call('get', '/v1/channels/sms')).body.paused).toMatchObject({ reason: 'Twilio answered 20003' });
    expect((await edge.call('get', '/metrics')).text).toContain('channels_paused{channel="sms"} 1');
    expect((await edge.call('post', '/v1/channels/sms/resume')).body.paused).toBeNull();
    expect((await edge.call('post', '/v1/channels/sms/resume')).body).toMatchObject({ code: 'conflict' });
  });

  test('is paused by hand too, with a reason that names no address, and whoever may not set it up sees that alone', async () => {
    await put('sms', TWILIO);
    const body = { reason: 'wrong prices, says ann@example.com' };
    const paused = await edge.call('post', '/v1/channels/sms/pause', { body });
    expect(paused.body.paused.reason).toMatch(/^wrong prices, says (?!ann)/);
    expect((await edge.call('post', '/v1/channels/sms/pause', { body })).body).toMatchObject({ code: 'conflict' });
    expect((await edge.call('post', '/v1/channels/sms/pause', { body: { reason: ' ' } })).body.code).toBe('invalid');
    const key = await edge.keyFor('marketer');
    const seen = await edge.call('get', '/v1/channels/sms', { key });
    expect(seen.body).toEqual({
      channel: 'sms',
      goesTo: 'provider',
      provider: 'twilio',
      secrets: [],
      perSecond: 10,
      setUpBy: 'call',
      since: expect.any(String),
      paused: paused.body.paused,
      webhook: null,
    });
    expect((await edge.call('post', '/v1/channels/sms/resume')).body.paused).toBeNull();
  });

  test('of mail goes where the workers say that it goes, and so does what the DNS has to say', async () => {
    const sending = async () => (await edge.call('get', '/v1/mail/sending')).body;
    expect(await sending()).toEqual({ sending: null });
    const dkim = { domain: 'example.com', name: 's1._domainkey.example.com', value: 'v=DKIM1; k=rsa; p=MII' };
    const said = { goesOut: true, from: 'Shop <shop@example.com>', bounceAddress: null, dkim };
    await edge.deps.stores.mailSending.put(said);
    expect(await sending()).toEqual({
      sending: { goesTo: 'provider', from: 'Shop <shop@example.com>', returnPath: null, dkim },
    });
    expect((await edge.call('get', '/v1/channels/email')).body).toMatchObject({
      goesTo: 'provider',
      setUpBy: 'environment',
    });
  });

  test('is tried with one message, and the answer tells no address', async () => {
    const tried = await edge.call('post', '/v1/channels/sms/test', { body: { to: '+90 532 123 45 67' } });
    expect(tried.body).toMatchObject({ state: 'failed', goesTo: 'provider' });
    expect(JSON.stringify(tried.body)).not.toContain('905321234567');
    const wrong = await edge.call('post', '/v1/channels/sms/test', { body: { to: '0532' } });
    expect(wrong.body.problems).toMatchObject([{ path: 'to' }]);
  });
});

describe('what providers tell', () => {
  beforeEach(async () => {
    await put('sms', TWILIO);
    await put('telegram', BOT);
  });

  const sms = (fields: Record<string, string>, given: { query?: string; token?: string } = {}) => {
    const path = `/v1/inbound/sms/${edge.workspace}${given.query ?? ''}`;
    const said = Object.entries(fields)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .reduce((text, [name, value]) => text + name + value, `${PUBLIC_URL}${path}`);
    const signature = createHmac('sha1', given.token ?? TOKEN)
      .update(said)
      .digest('base64');
    return supertest(edge.server).post(path).set('X-Twilio-Signature', signature).type('form').send(fields);
  };
  const telegram = (update: object, secret = BOT.webhookSecret) =>
    supertest(edge.server)
      .post(`/v1/inbound/telegram/${edge.workspace}`)
      .set('X-Telegram-Bot-Api-Secret-Token', secret)
      .send(update);

  const consented = async (channel: 'sms' | 'telegram', to: string) => {
    await edge.call('put', '/v1/customers/ann/contact', { body: { addresses: { [channel]: to } } });
    for (const purpose of ['marketing', 'service']) {
      const body = { channel, purpose, status: 'granted', source: 'checkout' };
      await edge.call('put', '/v1/customers/ann/consents', { body });
    }
  };
  const words = async (channel: 'sms' | 'telegram') => {
    const { body } = await edge.call('put', '/v1/customers/ann/contact', { body: {} });
    const own = body.channels.find((one: { channel: string }) => one.channel === channel);
    return [own.marketing, own.service];
  };

  test('STOP by SMS withdraws everything, START brings marketing back, and only Twilio may say so', async () => {
    edge.clock.now += 1;
    await consented('sms', '+905321234567');
    edge.clock.now += 1;
    const stop = { From: '+905321234567', To: '+15005550006', Body: 'İptal', MessageSid: 'SM1' };
    expect((await sms(stop, { token: 'another-token' })).status).toBe(403);
    expect(await words('sms')).toEqual(['granted', 'granted']);
    const taken = await sms(stop);
    expect([taken.status, taken.text]).toEqual([200, expect.stringContaining('<Response/>')]);
    expect(await words('sms')).toEqual(['withdrawn', 'withdrawn']);
    edge.clock.now += 1;
    await sms({ ...stop, Body: 'START', MessageSid: 'SM2' });
    expect(await words('sms')).toEqual(['granted', 'withdrawn']);
  });

  test('a number that Twilio found to be none is written to no more', async () => {
    await consented('sms', '+905321234568');
    const effect = 'shop:ann:winback:1:1:hello:1';
    const row = {
      _id: effect,
      workspace: edge.workspace,
      customer: ANN,
      kind: 'sendMessage',
      state: 'done',
      result: { messageId: 'SM9' },
    };
    await edge.deps.connection.collection<typeof row>('effects').insertOne(row);
    const query = `?effect=${encodeURIComponent(effect)}`;
    await sms({ MessageSid: 'SM9', MessageStatus: 'undelivered', ErrorCode: '30005' }, { query });
    expect(await contact()).toMatchObject({
      unreachable: { sms: { address: '+905321234568', reason: 'Twilio answered 30005' } },
    });
    const noted = await edge.deps.connection.collection<typeof row>('effects').findOne({ _id: effect });
    expect(noted).toMatchObject({ result: { messageId: 'SM9', delivery: 'undelivered' } });
    const body = { channel: 'sms', address: '+90 532 123 45 68', suppressed: false };
    const hashed = await edge.deps.links.hashed(edge.workspace, 'sms', '+905321234568');
    expect(await edge.deps.stores.suppressions.find(hashed)).toMatchObject({ reason: 'bounce' });
    expect((await edge.call('put', '/v1/suppressions', { body })).body).toMatchObject({ suppressed: false });
  });

  test('a start token links one chat, once, with the consent that was agreed to', async () => {
    const wording = 'Yes, by Telegram.';
    const { body } = await edge.call('post', '/v1/customers/ann/telegram-link', { body: { wording } });
    const token = new URL(body.url).searchParams.get('start');
    expect(body.url).toMatch(/^https:\/\/t\.me\/my_shop_bot\?start=/);
    const start = { update_id: 1, message: { chat: { id: 42, type: 'private' }, date: 1, text: `/start ${token}` } };
    expect((await telegram(start, 'somebody else')).status).toBe(403);
    expect((await telegram(start)).body).toMatchObject({ method: 'sendMessage', chat_id: 42 });
    expect(await contact()).toMatchObject({ addresses: { telegram: '42' } });
    expect((await contact())?.consents.at(-1)).toMatchObject({ channel: 'telegram', status: 'granted', wording });
    const other = { ...start, message: { ...start.message, chat: { id: 43, type: 'private' } } };
    expect((await telegram(other)).body).toEqual({});
    expect(await contact()).toMatchObject({ addresses: { telegram: '42' } });
  });

  test('a button is an event of the customer, once; /stop withdraws; who blocks the bot is not reached until they come back', async () => {
    edge.clock.now += 1;
    await consented('telegram', '77');
    const chat = { id: 77, type: 'private' };
    const press = { update_id: 2, callback_query: { id: 'p-1', data: `${'a'.repeat(40)}|yes`, message: { chat } } };
    expect((await telegram(press)).body).toMatchObject({ method: 'answerCallbackQuery' });
    await telegram(press);
    const clicks = await edge.deps.connection.collection('events').find({ 'event.type': 'click' }).toArray();
    expect(clicks).toMatchObject([
      { customer: 'ann', data: { channel: 'telegram', button: 'yes', message: 'a'.repeat(40) } },
    ]);
    edge.clock.now += 1;
    await telegram({ update_id: 3, message: { chat, date: 1, text: '/stop' } });
    expect(await words('telegram')).toEqual(['withdrawn', 'withdrawn']);
    await telegram({ update_id: 4, my_chat_member: { chat, new_chat_member: { status: 'kicked' } } });
    expect((await contact())?.unreachable?.telegram).toMatchObject({ address: '77' });
    await telegram({ update_id: 5, my_chat_member: { chat, new_chat_member: { status: 'member' } } });
    expect((await contact())?.unreachable?.telegram).toBeUndefined();
  });

  test('what nobody knows is taken and forgotten, and nothing of what people write is kept', async () => {
    expect((await telegram({ update_id: 6, poll: {} })).status).toBe(200);
    await consented('telegram', '78');
    const secret = 'call me at home please';
    await telegram({ update_id: 7, message: { chat: { id: 78, type: 'private' }, date: 1, text: secret } });
    const stored = await edge.deps.connection.collection('events').find({}).toArray();
    expect(stored.some(({ event }) => event.type === 'message.replied')).toBe(true);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});

describe('the register of messages', () => {
  const wanted = { place: 'sandbox', iysCode: '123', brandCode: '456', username: 'api' };

  test('is off until it is set up, and needs a password once', async () => {
    const before = await edge.call('get', '/v1/iys');
    expect(before.body).toMatchObject({ settings: null, since: null, lastDone: null, trouble: null });
    const without = await edge.call('put', '/v1/iys', { body: wanted });
    expect(without.status).toBe(422);
    expect(without.body.problems).toMatchObject([{ code: 'missing', path: 'password' }]);
    const set = await edge.call('put', '/v1/iys', { body: { ...wanted, password: 'a-secret-of-iys' } });
    expect([set.status, set.body.settings]).toEqual([
      200,
      {
        ...wanted,
        on: true,
        source: 'HS_WEB',
        email: 'country',
        countryAttribute: 'country',
        recipientType: 'BIREYSEL',
        recipientTypeAttribute: null,
      },
    ]);
    const off = await edge.call('put', '/v1/iys', { body: { ...wanted, on: false } });
    expect(off.body.settings.on).toBe(false);
    const audit = await edge.call('get', '/v1/audit');
    expect(JSON.stringify([set.body, off.body, audit.body])).not.toContain('a-secret-of-iys');
  });

  test('shows how far the consents of a customer are, and lists those that went wrong', async () => {
    const { iysConsents } = edge.deps.stores;
    const word = { status: 'ONAY', at: Date.parse('2026-01-05T09:00:00Z') } as const;
    const consent = { ...afterWord(null, word, word.at), state: 'refused', reason: 'H155', nextAt: null } as const;
    const row = { workspace: edge.workspace, customer: ANN, type: 'MESAJ', recipientType: 'BIREYSEL' } as const;
    await iysConsents.put({ ...row, _id: `${edge.workspace}:MESAJ:mac`, consent });
    const shown = {
      customer: 'ann',
      channel: 'sms',
      type: 'MESAJ',
      recipientType: 'BIREYSEL',
      said: { status: 'ONAY', at: '2026-01-05T09:00:00.000Z' },
      registered: null,
      state: 'refused',
      sends: 'refused',
      deadline: '2026-01-08T09:00:00.000Z',
      overdue: true,
      problem: 'H155',
    };
    const of = async (query: string) => (await edge.call('get', `/v1/iys/consents?${query}`)).body;
    expect(await of('state=refused&limit=1')).toEqual({ consents: [shown], next: null });
    expect((await of('overdue=true')).consents).toEqual([shown]);
    expect((await of('state=due')).consents).toEqual([]);
    expect((await edge.call('get', '/v1/customers/ann/consents')).body.register).toEqual([shown]);
    expect((await edge.call('get', '/v1/iys')).body.consents).toMatchObject({ refused: 1, overdue: 1, due: 0 });
  });
});
