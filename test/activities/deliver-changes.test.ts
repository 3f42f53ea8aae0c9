import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDeliverChanges } from '../../activities/feed/deliver-changes.ts';
import { openStores, type Stores } from '../../api/stores.ts';
import { webhookChannel } from '../../channels/webhook.ts';
import { feedCollection, feedLineCollection, lineId } from '../../db/feed/rows.ts';
import { secretAbout, subscriptionKey, type SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { customerId, subscriptionId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { HOUR, MINUTE, SECOND } from '../../domain/time.ts';
import type { TestDatabase } from '../databases.ts';
import { freshStore, perform, workspace } from './world.ts';

interface Heard {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const ID = subscriptionId.parse('warehouse');
const WHO = customerId.parse('c-1');
const seals = openSeals([newSealKey()]);
const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`;
const [SECRET, OTHER] = [secretOf('one'), secretOf('other')];

let database: TestDatabase;
let stores: Stores;
let server: Server;
let heard: Heard[];
let now: number;
/** What is answered, the last one for good: a status, or none at all. */
let answers: (number | 'nothing')[];

beforeEach(async () => {
  database = await freshStore();
  stores = openStores(database.connection);
  [heard, now, answers] = [[], Date.now(), [200]];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      heard.push({ headers, body: Buffer.concat(parts).toString() });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === 'nothing') request.socket.destroy();
      else response.writeHead(answer ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});

const sealed = (secret: string) => {
  const about = secretAbout(subscriptionKey(workspace, ID));
  return { sealed: seals?.seal(secret, about) ?? '', at: now };
};

/** A feed with so many lines, every third of them of points, and somebody who is told of it. */
async function subscribed(lines: number, given: Partial<SubscriptionRow> = {}) {
  const { epoch } = await stores.feed.keep(workspace, 14, 0);
  await more(1, lines);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await stores.subscriptions.insert({
    _id: subscriptionKey(workspace, ID),
    workspace,
    subscription: ID,
    url: `http://127.0.0.1:${port}/changes`,
    kinds: null,
    createdAt: now,
    secret: sealed(SECRET),
    epoch,
    after: 0,
    attempts: [],
    ...given,
  });
}

async function more(from: number, to: number): Promise<void> {
  const rows = Array.from({ length: to - from + 1 }, (_, at) => from + at).map((n) => ({
    _id: lineId(workspace, n),
    workspace,
    n,
    key: customerKey(workspace, WHO),
    customer: WHO,
    change: `change-${n}`,
    loggedAt: 1_000 * n,
    kind: n % 3 === 0 ? ('points' as const) : ('move' as const),
    at: n,
    data: { n },
  }));
  await feedLineCollection(database.connection).insertMany(rows);
  await feedCollection(database.connection).updateOne({ _id: workspace }, { $set: { last: to } });
}

const deliver = (allowed: readonly string[] = ['127.0.0.1']) =>
  perform(
    createDeliverChanges({
      feed: stores.feed,
      subscriptions: stores.subscriptions,
      seals,
      channel: webhookChannel({ allowed, within: 400 }),
      now: () => now,
    }),
    { workspace, subscription: ID },
  );

async function rowNow(): Promise<SubscriptionRow> {
  const row = await stores.subscriptions.find(workspace, ID);
  if (row === null) throw new Error('the subscription is gone');
  return row;
}

const changesIn = ({ body }: Heard): number[] =>
  JSON.parse(body).data.changes.map(({ data }: { data: { n: number } }) => data.n);

test('everything arrives once and in order, a hundred changes a call, signed as the reference library checks it', async () => {
  await subscribed(250);
  expect(await deliver()).toBe('done');
  expect(heard.map((call) => changesIn(call).length)).toEqual([100, 100, 50]);
  expect(heard.flatMap(changesIn)).toEqual(Array.from({ length: 250 }, (_, at) => at + 1));
  for (const { headers, body } of heard) {
    expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({
      type: 'changes',
      data: { subscription: 'warehouse', replay: false },
    });
    expect(() => new Webhook(OTHER).verify(body, headers)).toThrow('No matching signature');
  }
  expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
  expect(await rowNow()).toMatchObject({ after: 250, deliveredAt: now });
  expect((await rowNow()).attempts.map(({ changes, status }) => [changes, status])).toEqual([
    [100, 200],
    [100, 200],
    [50, 200],
  ]);
  expect(await deliver()).toBe('done');
  expect(heard).toHaveLength(3);
});

test('only the kinds that are wanted are sent, and what is not wanted is no call', async () => {
  await subscribed(7, { kinds: ['points'] });
  await deliver();
  expect(heard.map(changesIn)).toEqual([[3, 6]]);
  await more(8, 8);
  await deliver();
  expect(heard).toHaveLength(1);
  expect(await rowNow()).toMatchObject({ after: 8 });
});

test('a call that fails is made again with the same id and the same changes, whatever has come since, by the schedule', async () => {
  await subscribed(2);
  answers = [500, 'nothing', 204];
  await expect(deliver()).rejects.toMatchObject({ type: 'CallLater', nextRetryDelay: 5 * SECOND });
  await more(3, 3);
  now += SECOND;
  // Whoever comes too early does not call.
  await expect(deliver()).rejects.toMatchObject({ type: 'CallLater', nextRetryDelay: 4 * SECOND });
  now += 4 * SECOND;
  await expect(deliver()).rejects.toMatchObject({ nextRetryDelay: 5 * MINUTE });
  now += 5 * MINUTE;
  expect(await deliver()).toBe('done');
  expect(heard.map(changesIn)).toEqual([[1, 2], [1, 2], [1, 2], [3]]);
  expect(new Set(heard.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect((await rowNow()).attempts.map(({ status, reason }) => status ?? reason)).toEqual([
    500,
    expect.stringContaining('the connection failed'),
    204,
    204,
  ]);
});

test('a receiver that takes nothing for three days, says that it is gone or is not in public is paused, and goes on where it stopped', async () => {
  await subscribed(1);
  answers = [503];
  let waited = 0;
  for (;;) {
    const failure: unknown = await deliver().catch((error: unknown) => error);
    if (failure === 'done') break;
    const delay = Number(failure instanceof Error && 'nextRetryDelay' in failure ? failure.nextRetryDelay : 0);
    [now, waited] = [now + delay, waited + delay];
  }
  expect(waited).toBeGreaterThan(72 * HOUR);
  expect(heard).toHaveLength(10);
  expect(await rowNow()).toMatchObject({ after: 0, paused: { because: 'failing', at: now } });
  for (const [answer, because, allowed] of [
    [410, 'gone', ['127.0.0.1']],
    [200, 'refused', []],
  ] as const) {
    const row = await rowNow();
    await stores.subscriptions.resume(row, row);
    answers = [answer];
    expect(await deliver(allowed)).toBe('done');
    expect(await rowNow()).toMatchObject({ after: 0, paused: { because } });
  }
  expect(await stores.subscriptions.alerts()).toEqual(new Map([[workspace, 1]]));
  const row = await rowNow();
  await stores.subscriptions.resume(row, row);
  expect(await deliver()).toBe('done');
  expect(await rowNow()).toMatchObject({ after: 1 });
});

test('a span is sent once more before what is new, under ids of its own, and both secrets sign while one is replaced', async () => {
  await subscribed(4);
  await deliver();
  const row = await rowNow();
  await stores.subscriptions.replay(row, { id: 'again', after: 1, to: 3 });
  expect(await stores.subscriptions.replay(row, { id: 'twice', after: 0, to: 3 })).toBe(false);
  await stores.subscriptions.rotate(row, sealed(OTHER), now + HOUR);
  await more(5, 5);
  await deliver();
  expect(heard.map(changesIn)).toEqual([[1, 2, 3, 4], [2, 3], [5]]);
  for (const secret of [SECRET, OTHER]) {
    const { body, headers } = heard[1] ?? { body: '', headers: {} };
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ data: { replay: true } });
  }
  expect(await rowNow()).toMatchObject({ after: 5 });
  expect(await rowNow()).not.toHaveProperty('replay');
});

test('what is not kept any more is not passed over in silence: the subscription is paused', async () => {
  await subscribed(4);
  await feedCollection(database.connection).updateOne({ _id: workspace }, { $set: { first: 3 } });
  expect(await deliver()).toBe('done');
  expect(heard).toEqual([]);
  expect(await rowNow()).toMatchObject({ paused: { because: 'too-old' } });
});
