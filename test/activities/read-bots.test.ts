import type { Connection } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nothingMet, readBot, type BotDeps } from '../../activities/bots/read-bot.ts';
import { botDepsOver, createReadBots } from '../../activities/bots/read-bots.ts';
import { startStandIn, type StandIn } from '../../channels/standin.ts';
import { openBotUpdates, type Heard } from '../../channels/telegram-updates.ts';
import { eventCollection } from '../../db/events/events.ts';
import { mongoChannelSettings, type ChannelSettingsStore } from '../../db/messaging/channel-settings.ts';
import { mongoTelegramLinks } from '../../db/messaging/telegram-links.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import { openIngest } from '../../ingest/open.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, perform, workspace, World } from './world.ts';

const seals = openSeals([newSealKey()]);
const BOT = { provider: 'bot', botToken: '77:secret-of-the-bot', botName: 'my_shop_bot', webhookSecret: 'unused-here' };
const CHAT = { id: 42, type: 'private' };
const EVE = customerId.parse('eve');

let database: TestDatabase;
let connection: Connection;
let world: World;
let standIn: StandIn;
let settings: ChannelSettingsStore;
let now: number;
let deps: BotDeps;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  world = new World(connection);
  standIn = await startStandIn({ host: '127.0.0.1', port: 0, store: async () => undefined });
  settings = mongoChannelSettings(connection, seals);
  now = AT + MINUTE;
  // A sandbox, whose bot is the stand-in's.
  await world.open({ clock: AT });
  await choose('poll');
  const wake = async () => undefined;
  const ingest = openIngest({ connection, wake, patientWake: wake, now: () => now, failed: () => undefined });
  const over = botDepsOver({ connection, seals, standIn: standIn.url }, () => now);
  deps = {
    ...over,
    inbound: () => ({ ...over.inbound(), ingest }),
    open: (token, root) => openBotUpdates(token, root, 0),
  };
});

afterEach(async () => {
  await standIn.stop();
  await database.close();
});

async function choose(updates: 'poll' | 'webhook', more: Partial<typeof BOT> = {}): Promise<void> {
  await settings.put(workspace, 'telegram', { settings: { ...BOT, ...more, updates }, perSecond: 10 }, now);
}

/** In an activity, since it says what it meets to the log of its worker. */
const read = async (with_: Partial<BotDeps> = {}, met = nothingMet()) =>
  await perform(async () => {
    // The client of a worker is there within an activity alone.
    return await readBot({ ...deps, ...with_ }, workspace, met, new AbortController().signal);
  }, null);
const tell = (update: object) => standIn.bots.tell(BOT.botToken, { ...update });
const says = (text: string, chat = CHAT) => tell({ message: { chat, date: 1, text } });
const presses = (id: string) =>
  tell({ callback_query: { id, data: `${'a'.repeat(40)}|yes`, message: { chat: CHAT } } });
const clicks = async () => await eventCollection(connection).find({ 'event.type': 'click' }).toArray();
const contact = async (who = world.customer) => await world.contacts.get(workspace, who);

async function consented(): Promise<void> {
  await world.contacts.put(workspace, world.customer, {
    addresses: { telegram: '42' },
    consents: [{ channel: 'telegram', status: 'granted', at: 1, source: 'checkout' }],
  });
}

const saidLast = async () => (await contact())?.consents.at(-1)?.status;

test('a press, /start with a token and /stop are taken by asking as by the webhook, each once', async () => {
  await consented();
  const token = 'a-token-of-eve';
  const link = { workspace, customer: EVE, endsAt: Date.now() + DAY, wording: 'Yes, by Telegram.' };
  await mongoTelegramLinks(connection).put(token, { ...link, endsAt: now + DAY });
  presses('p-1');
  says(`/start ${token}`, { id: 43, type: 'private' });
  says('/stop');
  tell({ poll: {} });
  expect([await read(), await read()]).toEqual([0, 0]);
  expect((await clicks()).map(({ customer }) => customer)).toEqual([world.customer]);
  expect(await contact(EVE)).toMatchObject({ addresses: { telegram: '43' } });
  expect((await contact(EVE))?.consents.at(-1)).toMatchObject({ status: 'granted', source: 'telegram-start' });
  expect(await saidLast()).toBe('withdrawn');
  expect(await settings.read(workspace)).toEqual({ bot: '77', next: 4, at: now });
  presses('p-2');
  await read();
  expect(await clicks()).toHaveLength(2);
});

test('killed between taking and noting: it is taken again, and counts once', async () => {
  await consented();
  presses('p-1');
  says('/stop');
  const noteRead: ChannelSettingsStore['noteRead'] = async (_workspace, { next }) => {
    // Nothing of the press is noted, and then nothing of the word either.
    if (next === 2 && isFirst) isFirst = false;
    else throw new Error('killed');
  };
  let isFirst = true;
  await expect(read({ settings: { ...settings, noteRead } })).rejects.toThrow('killed');
  expect(await settings.read(workspace)).toBeNull();
  expect(await read()).toBe(0);
  expect(await clicks()).toHaveLength(1);
  const [, ...words] = (await contact())?.consents ?? [];
  expect(new Set(words.map(({ status }) => status))).toEqual(new Set(['withdrawn']));
  expect(await settings.read(workspace)).toMatchObject({ next: 3 });
});

test('behind an update that cannot be taken the others wait, and at last it is passed over', async () => {
  await consented();
  presses('p-1');
  says('hello');
  presses('p-2');
  const { inbound } = deps;
  const having = async () => {
    throw new Error('not now');
  };
  let calls = 0;
  const broken: Partial<BotDeps> = {
    inbound: () => {
      const ports = inbound();
      const contacts: typeof ports.contacts = {
        ...ports.contacts,
        having: async (...of) => ((calls += 1) % 2 === 0 ? await having() : await ports.contacts.having(...of)),
      };
      return { ...ports, contacts };
    },
  };
  const met = nothingMet();
  expect(await read(broken, met)).toBe(15_000);
  expect(await settings.read(workspace)).toMatchObject({ next: 2 });
  const always: Partial<BotDeps> = { inbound: () => ({ ...inbound(), contacts: { ...inbound().contacts, having } }) };
  for (let times = 2; times < 10; times += 1) expect(await read(always, met)).toBe(15_000);
  expect(await clicks()).toHaveLength(1);
  calls = 1;
  expect(await read(broken, met)).toBe(0);
  expect(await clicks()).toHaveLength(2);
});

test('a webhook that is set is removed once; one that comes back, other readers and a refusal pause the channel', async () => {
  const setWebhook = async () => await fetch(`${standIn.url}/bot${BOT.botToken}/setWebhook`, { method: 'POST' });
  const paused = async () => (await settings.paused(workspace, 'telegram'))?.reason;
  await consented();
  presses('p-1');
  await setWebhook();
  const met = nothingMet();
  expect([await read({}, met), await clicks()]).toEqual([0, []]);
  expect([await read({}, met), await clicks()]).toMatchObject([0, [{ customer: world.customer }]]);
  await setWebhook();
  expect([await read({}, met), await paused()]).toEqual([MINUTE, expect.stringContaining('webhook')]);
  const hearing = (heard: Heard): Partial<BotDeps> => ({
    open: (...bot) => ({ ...deps.open(...bot), read: async () => heard }),
  });
  await settings.resume(workspace, 'telegram');
  for (let times = 1; times < 5; times += 1) expect(await read(hearing({ is: 'others' }), met)).toBe(5_000);
  expect([await paused(), await read(hearing({ is: 'others' }), met)]).toEqual([undefined, MINUTE]);
  expect(await paused()).toContain('another program');
  await settings.resume(workspace, 'telegram');
  const reason = 'Telegram answered 401';
  expect(await read(hearing({ is: 'refused', reason }))).toBe(MINUTE);
  expect(await paused()).toBe(reason);
  expect(await read(hearing({ is: 'away', reason: 'Telegram answered 429', after: 40_000 }))).toBe(40_000);
});

test('who goes back to the webhook while we wait keeps it', async () => {
  await fetch(`${standIn.url}/bot${BOT.botToken}/setWebhook`, { method: 'POST' });
  const open: BotDeps['open'] = (...bot) => {
    const opened = openBotUpdates(bot[0], bot[1], 0);
    const wait: typeof opened.read = async (...of) => {
      await choose('webhook');
      return await opened.read(...of);
    };
    return { ...opened, read: wait };
  };
  expect(await read({ open })).toBeNull();
  await choose('poll');
  expect(await openBotUpdates(BOT.botToken, standIn.url, 0).read(undefined, new AbortController().signal)).toEqual({
    is: 'webhook',
  });
});

test('how far is of one bot and of one day: numbers begin anew', async () => {
  await settings.noteRead(workspace, { bot: '77', next: 500, at: now - DAY });
  await consented();
  presses('p-1');
  expect([await read(), await settings.read(workspace)]).toMatchObject([0, { next: 2 }]);
  await settings.noteRead(workspace, { bot: '88', next: 500, at: now });
  presses('p-2');
  expect([await read(), (await clicks()).length]).toEqual([0, 2]);
});

test('the activity ends when no workspace wants it', async () => {
  await choose('webhook');
  expect(await perform(() => createReadBots(deps)(), null)).toBe('done');
});
