import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { HOUR } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
let key = '';
beforeAll(async () => {
  edge = await openEdge();
  key = await edge.keyFor('ingest');
});
afterAll(() => edge.close());

const eventsOf = (customer: string) =>
  eventCollection(edge.deps.connection)
    .find({ workspace: edge.workspace, customer: customerId.parse(customer) })
    .sort({ 'event.at': 1, _id: 1 })
    .toArray();
const types = async (customer: string) =>
  (await eventsOf(customer)).map(({ event }) => (event.kind === 'activity' ? event.type : event.kind));
const send = (path: string, body: object) => edge.call('post', path, { key, body });
const tally = async () =>
  (await edge.deps.stores.sourceTallies.list(edge.workspace)).find(({ source }) => source === 'segment');

test('the real client of Segment fills a customer, and its repeats count once', async () => {
  const address = edge.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = new Analytics({ writeKey: key, host: `http://127.0.0.1:${port}`, maxRetries: 0 });
  const statuses: number[] = [];
  client.on('http_response', ({ status }) => statuses.push(status));
  const failures: unknown[] = [];
  client.on('error', (error) => failures.push(error));
  const timestamp = new Date(NOW - HOUR);
  const order = {
    order_id: 'S-1',
    total: 44.98,
    currency: 'GBP',
    products: [{ sku: 'MUG', price: 22.49, quantity: 2 }],
  };
  client.track({ anonymousId: 'browser-1', event: 'Product Viewed', properties: { sku: 'MUG' }, timestamp });
  client.identify({ userId: 'u-1', anonymousId: 'browser-1', traits: { plan: 'pro', email: 'ann@example.com' } });
  for (let again = 0; again < 2; again += 1) {
    client.track({ userId: 'u-1', event: 'Order Completed', properties: order, messageId: 'fixed', timestamp });
  }
  client.page({ userId: 'u-1', name: 'Home' });
  client.group({ userId: 'u-1', groupId: 'g' });
  await client.closeAndFlush();
  expect({ statuses: new Set(statuses), failures }).toEqual({ statuses: new Set([200]), failures: [] });
  expect((await types('u-1')).toSorted()).toEqual(['identify', 'purchase', 'view', 'view']);
  const purchase = (await eventsOf('u-1')).find(({ event }) => event.kind === 'purchase');
  expect(purchase).toMatchObject({
    _id: 'shop:segment:order:S-1',
    event: { amount: 4_498 },
    items: [{ sku: 'MUG', quantity: 2, amount: 4_498 }],
  });
  expect(JSON.stringify(await eventsOf('u-1'))).not.toContain('example.com');
  expect(await edge.deps.stores.contacts.get(edge.workspace, customerId.parse('u-1'))).toBeNull();
  expect(await tally()).toMatchObject({ accepted: 4, duplicates: 1, waiting: 0, ignored: { group: 1 }, refused: {} });
});

test('what is wrong is said one by one, counted with its reason, and costs nothing else', async () => {
  const batch = [
    {
      type: 'track',
      userId: 'u-2',
      event: 'Order Completed',
      messageId: 'b1',
      properties: { total: 5, currency: 'USD' },
    },
    { type: 'track', userId: '', event: 'x', messageId: 'b2' },
    { type: 'track', userId: 'u-2', event: 'Signed Up', messageId: 'b3' },
    { type: 'track', userId: 'u-2', event: 'Other', messageId: 'b3' },
    { type: 'track', userId: 'u-2', event: 'x', messageId: 'b4', properties: { $where: 1 } },
    { type: 'track', userId: 'u-2', event: 'x', messageId: 'b5', properties: { text: 'x'.repeat(40_000) } },
    { type: 'track', userId: 'u-2', event: 'x', messageId: 'b6', timestamp: new Date(NOW + HOUR).toISOString() },
    null,
  ];
  const { status, body } = await send('/v1/batch', { batch });
  expect(status).toBe(200);
  expect(body.success).toBe(false);
  expect(body.results.map((one: { reason?: string; status: string }) => one.reason ?? one.status)).toEqual([
    'currency',
    'customer',
    'accepted',
    'conflict',
    'malformed',
    'malformed',
    'time',
    'malformed',
  ]);
  const { refused, problems = [] } = (await tally()) ?? {};
  expect(refused).toEqual({ currency: 1, customer: 1, conflict: 1, malformed: 3, time: 1 });
  expect(problems[0]).toMatchObject({ id: 'b1', reason: 'currency', path: 'properties.total' });
});

test('a time is right by the clock of the sender, and a repeat that comes later says the same', async () => {
  const message = { userId: 'u-3', event: 'Ping', messageId: 't1', timestamp: '2026-06-15T09:00:00Z' };
  await send('/v1/track', { ...message, sentAt: '2026-06-15T09:10:00Z' });
  const again = await send('/v1/track', { ...message, sentAt: '2026-06-15T09:11:03Z' });
  expect(again.body.results).toEqual([{ id: 't1', status: 'duplicate' }]);
  expect((await eventsOf('u-3')).map(({ event }) => event.at)).toEqual([NOW - 10 * 60_000]);
});

test('somebody anonymous is one customer from the moment they are known, by alias too', async () => {
  const seen = await send('/v1/track', { anonymousId: 'phone-9', event: 'Product Added', messageId: 'a1' });
  expect(seen.body.results).toEqual([{ id: 'a1', status: 'waiting' }]);
  await send('/v1/alias', { userId: 'u-4', previousId: 'phone-9', messageId: 'a2' });
  const later = await send('/v1/screen', { anonymousId: 'phone-9', name: 'Home', messageId: 'a3' });
  expect(later.body.results).toEqual([{ id: 'a3', status: 'accepted' }]);
  expect((await types('u-4')).toSorted()).toEqual(['cart', 'view']);
});

test('the key goes by either way, compressed or not, and nobody else comes in', async () => {
  const body = JSON.stringify({ userId: 'u-5', event: 'Ping', messageId: 'z1' });
  const request = supertest(edge.server).post('/v1/track').auth(key, '').type('json').set('Content-Encoding', 'gzip');
  const zipped = await request.serialize((value: unknown) => value as string).send(gzipSync(body) as never);
  expect(zipped.body).toMatchObject({ success: true });
  expect((await supertest(edge.server).post('/v1/track').auth('nobody', '').type('json').send(body)).status).toBe(401);
  expect((await supertest(edge.server).get('/v1/sources').auth(key, '')).status).not.toBe(200);
});
