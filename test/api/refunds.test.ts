import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { DAY, isoTime, type Instant } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
  await lives.bought('ada', [20]);
  await lives.bought('bob', [20]);
  await refunded('bob', 'wrong-customer', 'ada:order:0', NOW - 40 * DAY);
  await refunded('bob', 'typo', 'bob:order:O', NOW - 31 * DAY);
  await refunded('bob', 'fresh', 'bob:order:1', NOW - 29 * DAY);
  await refunded('bob', 'right', 'bob:order:0', NOW - 10 * DAY, 1_500);
  await refunded('cyd', 'nowhere', 'cyd:order:0', NOW - 60 * DAY);
});
afterAll(() => edge.close());

const key = (id: string) => eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(id));

async function happened(id: string, event: CustomerEvent, now: Instant): Promise<void> {
  const order = event.kind === 'refund' ? { order: event.order } : {};
  const { customer, receivedAt } = event;
  const row = { _id: event.key, workspace: edge.workspace, customer, event, hash: '', receivedAt, ...order };
  await eventCollection(edge.deps.connection).insertOne(row);
  await lives.decided(id, now, [event]);
}

async function refunded(id: string, name: string, order: string, at: Instant, amount = 5_000): Promise<void> {
  const base = { key: key(name), customer: customerId.parse(id), at, seenAt: at, receivedAt: at };
  await happened(id, { kind: 'refund', order: key(order), amount, ...base }, at);
}

const unmatched = async (query = '') => (await edge.call('get', `/v1/refunds/unmatched${query}`)).body;
const ids = (refunds: readonly { readonly id: string }[]) => refunds.map(({ id }) => id);

test('a refund that waits for its order is shown on its customer, with when it will count as unmatched', async () => {
  const { body } = await edge.call('get', '/v1/customers/bob');
  expect(ids(body.waitingRefunds)).toEqual(['wrong-customer', 'typo', 'fresh']);
  expect(body.waitingRefunds[2]).toEqual({
    source: 'api',
    id: 'fresh',
    order: 'bob:order:1',
    amount: 5_000,
    at: isoTime(NOW - 29 * DAY),
    learnedAt: isoTime(NOW - 29 * DAY),
    unmatchedAt: isoTime(NOW + DAY),
  });
  expect(body.totals).toMatchObject({ ordersEver: 1, revenueEver: 2_500 });
  expect((await edge.call('get', '/v1/customers/ada')).body).toMatchObject({
    waitingRefunds: [],
    totals: { revenueEver: 4_000 },
  });
});

test('as of a past time, those are shown that waited then', async () => {
  const at = encodeURIComponent(isoTime(NOW - 35 * DAY));
  const { body } = await edge.call('get', `/v1/customers/bob?at=${at}`);
  expect(ids(body.waitingRefunds)).toEqual(['wrong-customer']);
});

test('what exceeds its order, together with refunds before it, is refused by itself, and the rest is taken', async () => {
  const send = async (body: unknown) => (await edge.call('post', '/v1/events', { body })).body;
  const event = (id: string, type: string, amount: number, more: object = {}) => ({
    id,
    customer: 'eve',
    type,
    amount,
    ...more,
  });
  const back = (id: string, amount: number, order = 'e-1') => event(id, 'refund', amount, { order });
  const statuses = async (...events: object[]) =>
    (await send(events)).results.map(({ status }: { status: string }) => status);
  expect(await statuses(back('b-0', 60), event('e-1', 'purchase', 100), back('b-1', 50))).toEqual([
    'accepted',
    'accepted',
    'invalid',
  ]);
  expect(await statuses(back('b-2', 40), back('b-3', 1))).toEqual(['accepted', 'invalid']);
  // Sent again, what was taken is still taken; another customer's order, and one that is not there, are waited for.
  expect(await statuses(back('b-2', 40), back('b-4', 9_999, 'e-9'), back('b-5', 9_999, 'ada:order:0'))).toEqual([
    'duplicate',
    'accepted',
    'accepted',
  ]);
  const refused = await edge.call('post', '/v1/events', { body: back('b-6', 1) });
  expect([refused.status, refused.body.problems]).toEqual([
    422,
    [
      {
        code: 'refund-above-order',
        path: 'amount',
        message: expect.stringContaining('of 100 minor units nothing is left to refund'),
      },
    ],
  ]);
});

test('what came before its order, and is more than that, counts nowhere, and is told', async () => {
  const bought = { at: NOW - DAY, seenAt: NOW - DAY, receivedAt: NOW - DAY, customer: customerId.parse('fay') };
  await happened('fay', { kind: 'refund', key: key('f-back'), order: key('f-1'), amount: 900, ...bought }, NOW - DAY);
  await happened('fay', { kind: 'purchase', key: key('f-1'), amount: 500, ...bought }, NOW - DAY + 1);
  const { aboveOrder } = (await edge.call('get', '/v1/events/health')).body;
  expect(aboveOrder).toMatchObject({ count: 1, newest: [{ customer: 'fay', id: 'f-1', above: 400 }] });
});

test('after 30 days they are listed for the whole workspace, page by page', async () => {
  const { refunds, next } = await unmatched();
  expect(refunds.map(({ customer, id }: { customer: string; id: string }) => [customer, id])).toEqual([
    ['bob', 'typo'],
    ['bob', 'wrong-customer'],
    ['cyd', 'nowhere'],
  ]);
  expect(next).toBeNull();
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { refunds: { id: string }[]; next: string | null } = await unmatched(
      `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    paged.push(...ids(page.refunds));
    cursor = page.next;
  }
  expect(paged).toEqual(ids(refunds));
});

test('the timeline tells what each refund did', async () => {
  const { body } = await edge.call('get', '/v1/customers/bob/timeline');
  const refunds = body.entries.filter(({ type }: { type?: string }) => type === 'refund');
  expect(refunds.map(({ id, outcome }: { id: string; outcome: unknown }) => [id, outcome])).toEqual([
    ['right', { is: 'taken-off', amount: 1_500, left: 2_500 }],
    ['fresh', { is: 'waits' }],
    ['typo', { is: 'waits' }],
    ['wrong-customer', { is: 'waits' }],
  ]);
  expect(refunds[3].text).toBe(
    'A refund of £50.00 waits for order ada:order:0, which is not known of this customer: nothing was taken off',
  );
});

test('once its order comes, a refund waits no more', async () => {
  const at = NOW - 25 * DAY;
  const base = { customer: customerId.parse('bob'), at, seenAt: NOW, receivedAt: NOW };
  await happened('bob', { kind: 'purchase', key: key('bob:order:O'), amount: 6_000, ...base }, NOW);
  expect(ids((await unmatched()).refunds)).toEqual(['wrong-customer', 'nowhere']);
  const { body } = await edge.call('get', '/v1/customers/bob');
  expect(ids(body.waitingRefunds)).toEqual(['wrong-customer', 'fresh']);
  expect(body.totals.revenueEver).toBe(3_500);
});
