import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { MockActivityEnvironment } from '@temporalio/testing';
import { NativeConnection, Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { createActivities, type Activities } from '../../activities/index.ts';
import { createDeliverChanges } from '../../activities/feed/deliver-changes.ts';
import { openStores } from '../../api/stores.ts';
import { startMailbox } from '../../channels/mailbox.ts';
import { startStandIn } from '../../channels/standin.ts';
import { webhookChannel } from '../../channels/webhook.ts';
import { secretAbout, subscriptionKey } from '../../db/feed/subscription-rows.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { subscriptionId } from '../../domain/ids.schema.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { effectCollection } from '../../db/messaging/effects.ts';
import { mailCollection } from '../../db/messaging/mailbox.ts';
import { defaultPlaybook } from '../../domain/defaults/playbook.ts';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { publishJourney, type Playbook } from '../../domain/playbook.ts';
import { DAY, HOUR, isoTime } from '../../domain/time.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { changeContact } from '../../ingest/contact.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { openIngest, wakesOf } from '../../ingest/open.ts';
import { mailQueue } from '../../workflows/messages.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { aJourney } from '../builders.ts';
import { eventually, type ImportWorld } from './import-world.ts';
import { PLANTED, WHO } from './privacy-plant.ts';

/** A life of orders that ended this long ago, which the workflow learns of in two parts. */
const BEGAN = Date.now() - 920 * DAY;
/** They come for weeks, and drift away for a year. */
export const FIRST = [0, 10, 20, 30, 40, 50];
/** In between they want no more of one channel. */
const BETWEEN = BEGAN + 470 * DAY;
/** They come back, and drift away again. */
export const SECOND = [480, 485, 490, 495, 500];

/** What ships, and a journey whose texts are personal, which no default one's is. */
export function lifesPlaybook(): Playbook {
  const shipped = defaultPlaybook({
    monetaryAmounts: null,
    timezone: 'UTC',
    digits: 2,
    since: BEGAN - DAY,
    loyalty: true,
  });
  const hello = `<p>Hello ${PLANTED.named}, call ${PLANTED.phone}</p>`;
  const greeting = aJourney({
    id: 'hello',
    name: 'Hello',
    enter: { on: 'event', event: 'greeted' },
    steps: [
      { id: 'mail', type: 'send', channel: 'email', subject: `Hello ${PLANTED.named}`, body: hello },
      { id: 'toast', type: 'place', placement: 'toast', slot: 'home', title: PLANTED.named, body: PLANTED.phone },
      { id: 'rest', type: 'wait', for: '30d' },
    ],
  });
  const { loyalty } = shipped;
  const bringing = { referrer: [], referred: [], windowDays: 30, minOrder: 1, pendingDays: 0, mostPerYear: 20 };
  const withReferral = loyalty === undefined ? shipped : { ...shipped, loyalty: { ...loyalty, referral: bringing } };
  return { ...publishJourney(withReferral, greeting), version: 1 };
}

/** Where messages go: the stand-ins that ship, over real SMTP and HTTP, into the mailbox. The first mail is refused once. */
export async function openStandIns({ store, taskQueue }: ImportWorld) {
  const { mails } = openStores(store);
  let refused = 0;
  const mailbox = await startMailbox({
    host: '127.0.0.1',
    port: 0,
    store: async (mail) => {
      refused += 1;
      if (refused === 1) throw new Error('the disk is full');
      await mails.put(mail);
    },
  });
  const standIn = await startStandIn({
    host: '127.0.0.1',
    port: 0,
    store: async (message) => await mails.put(message),
  });
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const worker = await Worker.create({
    connection,
    taskQueue: mailQueue(taskQueue, false),
    activities: createActivities({
      connection: store,
      smtpUrl: undefined,
      mailboxUrl: `smtp://127.0.0.1:${mailbox.port}`,
      from: 'shop@example.com',
      standIn: standIn.url,
    }),
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
      await Promise.all([mailbox.stop(), standIn.stop(), connection.close()]);
    },
  };
}

/** Decides each part of the life as of its end, once it has come, and whatever comes after as it is. */
export function asOfThen({ decide }: Activities): Pick<Activities, 'decide'> {
  let until = BEGAN;
  return {
    async decide(call) {
      if (call.events.some((key) => key.includes(':first-'))) until = BETWEEN;
      if (call.events.some((key) => key.includes(':again-'))) until = Infinity;
      return await decide({ ...call, now: Math.min(call.now, until) });
    },
  };
}

/** Addresses and consents on every channel, since the beginning. */
export async function reachable(shop: ImportWorld): Promise<void> {
  const { store, client, taskQueue } = shop;
  const at = BEGAN - HOUR;
  const outside = { connection: store, now: () => at, failed: () => undefined };
  const { acceptProfile } = openIngest({ ...outside, ...wakesOf(client, { taskQueue }) });
  const push = JSON.stringify({ endpoint: PLANTED.browser, keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) } });
  await changeContact({ contacts: openStores(store).contacts, acceptProfile }, await shop.workspaceRow(), WHO, {
    addresses: { email: PLANTED.address, sms: PLANTED.mobile, telegram: PLANTED.chat, push, mobile: PLANTED.device },
    consents: CHANNELS.map((channel) => ({ channel, status: 'granted', at, source: 'checkout' })),
  });
}

/** Orders that were heard of when they were placed, all of them in one wake-up. */
export async function ordered(shop: ImportWorld, part: 'first' | 'again'): Promise<void> {
  const workspace = await shop.workspaceRow();
  const rows = (part === 'first' ? FIRST : SECOND).map((day) => {
    const receivedAt = BEGAN + day * DAY;
    const order = { id: `${part}-${day}`, customer: WHO, type: 'purchase', amount: 2_550, at: isoTime(receivedAt) };
    return eventRow(wireEvent.parse(order), { workspace, receivedAt });
  });
  await acceptEvents(shop.ingest, rows);
}

/** How they were reached in one part of their life, in order of time, once all that was decided is done. */
export async function reachedIn(shop: ImportWorld, part: 'first' | 'again'): Promise<readonly string[]> {
  const { store, workspace } = shop;
  const orders = part === 'first' ? FIRST.length : FIRST.length + SECOND.length;
  await eventually(async () => (await shop.customer(WHO))?.state.ledger.orders === orders);
  const isIn = ({ at }: { readonly at: number }) => (part === 'first' ? at <= BETWEEN : at > BETWEEN);
  const done = await eventually(
    async () => {
      const entries = await journalCollection(store).find({ workspace, customer: WHO }).toArray();
      const decided = entries.flatMap(({ effects }) => effects.map(({ key }) => key));
      const rows = await effectCollection(store).find({ workspace, customer: WHO }).toArray();
      const over = rows.filter(({ state }) => state !== 'retry' && state !== 'begun');
      return over.length >= decided.length && over;
    },
    { what: 'all that was decided is done', withinMs: 60_000 },
  );
  const pages = done.filter(({ kind, state }) => kind === 'showPlacement' && state === 'done');
  const messages = await mailCollection(store).find({ workspace, customer: WHO }).toArray();
  const reached = [
    ...pages.map(({ at }) => ({ at, by: 'page' })),
    ...messages.map(({ at, channel = 'email' }) => ({ at, by: channel })),
  ];
  return reached
    .filter(isIn)
    .toSorted((a, b) => a.at - b.at)
    .map(({ by }) => by);
}

/** What somebody else's program was told of them over real HTTP, who subscribed to every change. */
export async function toldElsewhere({ store, workspace }: ImportWorld): Promise<readonly string[]> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push(body);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/changes`;
  const [stores, seals, subscription] = [openStores(store), openSeals([newSealKey()]), subscriptionId.parse('dwh')];
  const [_id, feed] = [subscriptionKey(workspace, subscription), await stores.feed.find(workspace)];
  const sealed = seals?.seal(`whsec_${Buffer.alloc(32, 7).toString('base64')}`, secretAbout(_id)) ?? '';
  const row = {
    _id,
    workspace,
    subscription,
    url,
    kinds: null,
    createdAt: 1,
    secret: { sealed, at: 1 },
    after: 0,
    attempts: [],
  };
  await stores.subscriptions.insert({ ...row, epoch: feed?.epoch ?? '' });
  const channel = webhookChannel({ allowed: ['127.0.0.1'] });
  const { feed: lines, subscriptions } = stores;
  const deliver = createDeliverChanges({ feed: lines, subscriptions, seals, channel, now: Date.now });
  await new MockActivityEnvironment().run(() => deliver({ workspace, subscription }));
  server.closeAllConnections();
  server.close();
  return heard;
}
