import { createServer, type Server } from 'node:http';
import express from 'express';
import type { Connection } from 'mongoose';
import { pino } from 'pino';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { trackingPages } from '../../api/mail/tracking-pages.ts';
import { openStores } from '../../api/stores.ts';
import { startStandIn, type StandIn, type StoodIn } from '../../channels/standin.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { mongoChannelSettings } from '../../db/messaging/channel-settings.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { eventCollection } from '../../db/events/events.ts';
import { mongoSuppressions } from '../../db/messaging/suppressions.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import { MINUTE } from '../../domain/time.ts';
import { openIngest } from '../../ingest/open.ts';
import { openLinks } from '../../links/open.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, workspace, World } from './world.ts';

const seals = openSeals([newSealKey()]);
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let database: TestDatabase;
let connection: Connection;
let world: World;
let standIn: StandIn;
let stored: StoodIn[];
let gateway: Server;
let answers: number;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  world = new World(connection);
  stored = [];
  standIn = await startStandIn({ host: '127.0.0.1', port: 0, store: async (message) => void stored.push(message) });
  answers = 202;
  gateway = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(answers).end('{}'));
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await standIn.stop();
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  await database.close();
});

const activities = (more: { readonly publicUrl?: string } = {}) =>
  world.activities({
    smtpUrl: undefined,
    mailboxUrl: 'smtp://127.0.0.1:1',
    standIn: standIn.url,
    seals,
    webhookAllow: ['127.0.0.1'],
    ...more,
  });
const send = (step: string, visit = 1, more = {}) => {
  const channel = step as Exclude<Channel, 'email'>;
  return world.send(activities(more), { ...world.message(step, 1, visit), channel });
};
const ledger = (step: string, visit = 1) => world.ledger(world.message(step, 1, visit));

async function reachable(): Promise<void> {
  const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
  const push = JSON.stringify({ endpoint: 'https://push.example.com/1', keys });
  await world.contacts.put(workspace, world.customer, {
    addresses: { sms: '+905321234567', telegram: '42', push, mobile: 'a-token-of-one-phone' },
    consents: (['sms', 'telegram', 'push', 'mobile'] as const).map((channel) => ({
      channel,
      status: 'granted' as const,
      at: 1,
      source: 'checkout',
    })),
  });
}

async function setUp(): Promise<void> {
  const address = gateway.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const settings = { provider: 'http', url: `http://127.0.0.1:${port}/`, secret: SECRET };
  await mongoChannelSettings(connection, seals).put(workspace, 'sms', { settings, perSecond: 100 }, AT);
}

describe('where nothing is set up', () => {
  test('a message of every channel goes to the stand-in, once, as its reader would see it', async () => {
    await world.open();
    await reachable();
    for (const step of ['sms', 'telegram', 'push', 'mobile']) {
      expect(await send(step)).toBe('sent');
      expect(await send(step)).toBe('sent');
    }
    expect(stored).toMatchObject([
      { channel: 'sms', text: '3 orders' },
      { channel: 'telegram', text: '3 orders', buttons: ['Again'] },
      { channel: 'push', subject: 'Hello', text: '3 orders', url: 'https://shop.example.com/c-17' },
      { channel: 'mobile', subject: 'Hello', text: '3 orders', url: 'https://shop.example.com/c-17' },
    ]);
    expect(await ledger('sms')).toMatchObject({ state: 'done', about: { channel: 'sms' }, attempts: 1 });
  });

  test('a push leads over us where clicks are looked at, and opening it tells of a click', async () => {
    await world.open();
    await reachable();
    const publicUrl = 'https://sojourn.example.com';
    const [stores, wake] = [openStores(connection), async () => undefined];
    const tracking = { opens: false, clicks: true };
    await stores.mailSettings.put(workspace, { company: null, postalAddress: null, tracking });
    expect(await send('push', 1, { publicUrl })).toBe('sent');
    const url = stored[0]?.url ?? '';
    expect(url).toMatch(/^https:\/\/sojourn\.example\.com\/c\/[\w-]+$/);
    const ingest = openIngest({ connection, wake, patientWake: wake, now: () => AT + MINUTE, failed: () => undefined });
    const [links, log] = [openLinks(connection, { publicUrl }), pino({ level: 'silent' })];
    const pages = express().use(trackingPages({ links, stores, ingest, clock: () => AT + MINUTE, log }));
    const page = supertest(pages).get(new URL(url).pathname).set('User-Agent', 'Mozilla/5.0 (Windows NT 10.0)');
    const { status, headers } = await page.redirects(0);
    expect([status, headers['location']]).toEqual([302, 'https://shop.example.com/c-17']);
    const click = { customer: world.customer, 'event.type': 'click' };
    expect(await eventCollection(connection).findOne(click)).toMatchObject({
      event: { facts: { message: messageName(world.message('push').key), url: 'https://shop.example.com/c-17' } },
    });
    expect(await ledger('push')).toMatchObject({ back: { clicked: true } });
  });

  test('in a sandbox nobody needs an address or consent', async () => {
    await world.open({ clock: AT });
    for (const step of ['sms', 'telegram', 'push', 'mobile']) expect(await send(step)).toBe('sent');
    expect(stored.map(({ channel }) => channel)).toEqual(['sms', 'telegram', 'push', 'mobile']);
  });

  test('consent to one channel is none to another, and a channel without an address reaches nobody', async () => {
    await world.open();
    await world.contacts.put(workspace, world.customer, {
      addresses: { sms: '+905321234567' },
      consents: [{ channel: 'email', status: 'granted', at: 1, source: 'checkout' }],
    });
    expect([await send('sms'), await send('telegram')]).toEqual(['skipped', 'skipped']);
    expect([await ledger('sms'), await ledger('telegram')]).toMatchObject([
      { reason: 'no-consent' },
      { reason: 'not-reachable' },
    ]);
    expect(stored).toEqual([]);
  });
});

describe('where a gateway is set up', () => {
  beforeEach(async () => {
    await world.open();
    await reachable();
    await setUp();
  });

  test('a refusal for good ends it for the address, and the customer hears that it leads nowhere', async () => {
    answers = 410;
    expect(await send('sms')).toBe('failed');
    expect(await world.contacts.get(workspace, world.customer)).toMatchObject({
      unreachable: { sms: { address: '+905321234567' } },
    });
    const hashed = await openLinks(connection, {}).hashed(workspace, 'sms', '+905321234567');
    expect(await mongoSuppressions(connection).find(hashed)).toMatchObject({ reason: 'bounce' });
    const events = await eventCollection(connection).find({ customer: world.customer }).toArray();
    expect(events.map(({ event }) => event)).toMatchObject([{ kind: 'profile', address: { sms: false } }]);
    expect(await send('sms', 2)).toBe('skipped');
    expect(JSON.stringify([events, await ledger('sms')])).not.toContain('5321234567');
  });

  test('settings that are wrong pause the channel: what comes then waits unclaimed, and goes out when it is resumed', async () => {
    const channels = mongoChannelSettings(connection, seals);
    answers = 401;
    await expect(send('sms')).rejects.toMatchObject({ type: 'SendLater', nextRetryDelay: 60_000 });
    expect(await channels.shown(workspace, 'sms')).toMatchObject({ paused: { reason: 'the gateway answered 401' } });
    answers = 202;
    await expect(send('sms', 2)).rejects.toMatchObject({ message: expect.stringContaining('paused') });
    expect(await ledger('sms', 2)).toBeNull();
    await channels.resume(workspace, 'sms');
    expect([await send('sms'), await send('sms', 2)]).toEqual(['sent', 'sent']);
    expect(await ledger('sms')).toMatchObject({ attempts: 2 });
    expect(stored).toEqual([]);
  });
});
