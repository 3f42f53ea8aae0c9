import { createHmac } from 'node:crypto';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { shopifyCustomer, shopifyOrder, shopifyRefund, wooOrder } from '../fixtures/shops.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const SECRET = 'shopify-signs-with-this';
const declare = (body: object) => edge.call('post', '/v1/sources', { body: { name: 'A source', ...body } });
const sources = async () => (await edge.call('get', '/v1/sources')).body.sources;
const source = async (id: string) => (await sources()).find((one: { id: string }) => one.id === id);
const eventsOf = (name: string) =>
  eventCollection(edge.deps.connection)
    .find({ _id: { $gte: `shop:${name}:` as never, $lt: `shop:${name};` as never } })
    .sort({ _id: 1 })
    .toArray();

interface Hook {
  readonly id: string;
  readonly topic: string;
  readonly secret?: string;
}

/** As a shop sends it: signed, byte for byte. */
async function hook(of: 'shopify' | 'wc', { id, topic, secret = SECRET }: Hook, payload: unknown) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const signature = createHmac('sha256', secret).update(body).digest('base64');
  const names =
    of === 'shopify' ? ['X-Shopify-Topic', 'X-Shopify-Hmac-Sha256'] : ['X-WC-Webhook-Topic', 'X-WC-Webhook-Signature'];
  const request = supertest(edge.server).post(`/v1/hooks/shop/${id}`).type('json');
  return await request.set({ [names[0] ?? '']: topic, [names[1] ?? '']: signature }).send(body);
}

describe('declaring', () => {
  test('a source gets a key of its own, with which it sends, and both end together', async () => {
    const { status, body } = await declare({ id: 'backend', kind: 'api' });
    expect(status).toBe(201);
    const key: string = body.secret;
    const sent = [
      { customer: 'c-1', id: 'e1', type: 'view' },
      { customer: 'c-1', id: 'e2', type: 'view', at: 'now' },
    ];
    await edge.call('post', '/v1/events', { key, body: sent });
    await edge.call('post', '/v1/events', { key, body: sent[0] });
    expect(await source('backend')).toMatchObject({
      declared: true,
      key: expect.any(String),
      health: {
        accepted: 1,
        duplicates: 1,
        refused: [{ reason: 'malformed', count: 1 }],
        problems: [{ id: 'e2', path: 'at' }],
      },
    });
    expect((await eventsOf('backend')).map(({ _id }) => _id)).toEqual(['shop:backend:e1']);
    expect((await declare({ id: 'backend', kind: 'api' })).status).toBe(409);
    expect((await edge.call('delete', '/v1/sources/backend')).status).toBe(204);
    expect((await edge.call('post', '/v1/events', { key, body: sent[0] })).status).toBe(401);
    expect((await edge.call('delete', '/v1/sources/backend')).status).toBe(404);
  });

  test('a secret is sealed where it lies, and no call gives it back', async () => {
    await declare({ id: 'sealed', kind: 'shopify', secret: SECRET });
    const row = await edge.deps.stores.sources.find(edge.workspace, 'sealed' as never);
    expect(row?.secret).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
    const seen = JSON.stringify([await sources(), (await edge.call('get', '/v1/audit?kind=source')).body]);
    expect(seen).toContain('"hasSecret":true');
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(row?.secret);
    expect(() => edge.deps.seals?.open(row?.secret ?? '', 'shop:another')).toThrow();
  });

  test.each([
    [{ kind: 'shopify' }, 'secret'],
    [{ kind: 'api', secret: SECRET }, 'secret'],
    [{ kind: 'shopify', secret: SECRET, mapping: { events: [{ event: 'x', type: 'view' }] } }, 'mapping.events'],
    [{ kind: 'woocommerce', mapping: { contact: ['consent'] } }, 'mapping.contact'],
    [{ kind: 'browser', mapping: { customer: 'email' } }, 'mapping'],
    [
      {
        kind: 'segment',
        mapping: {
          events: [
            { event: 'A b', type: 'x' },
            { event: 'a_b', type: 'y' },
          ],
        },
      },
      'mapping.events[1].event',
    ],
    [
      { kind: 'segment', mapping: { events: [{ event: 'x', type: 'y', fields: { order: 'a..b' } }] } },
      'mapping.events[0].fields.order',
    ],
  ])('%j is refused at %s', async (body, path) => {
    const { status, body: problem } = await declare({ id: 'wrong', ...body });
    expect(status).toBe(422);
    expect(problem.problems).toMatchObject([{ path }]);
  });

  test('without a key to seal with, there are no sources of shops', async () => {
    const { seals } = edge.deps;
    Object.assign(edge.deps, { seals: undefined });
    const { status, body } = await declare({ id: 'unsealed', kind: 'woocommerce' });
    Object.assign(edge.deps, { seals });
    expect(status).toBe(409);
    expect(body.detail).toContain('SECRETS_KEY');
  });
});

describe('Shopify', () => {
  const shopify = (topic: string, payload: unknown, id = 'my-shopify') => hook('shopify', { id, topic }, payload);
  beforeAll(() =>
    declare({ id: 'my-shopify', kind: 'shopify', secret: SECRET, mapping: { contact: ['email', 'consent'] } }),
  );

  test('a refund that comes before its order waits for it, and redelivery counts once', async () => {
    const early = await shopify('refunds/create', shopifyRefund());
    expect(early.body.results).toEqual([{ id: '509562969', status: 'waiting' }]);
    for (const topic of ['orders/paid', 'orders/create', 'orders/paid']) await shopify(topic, shopifyOrder());
    await shopify('refunds/create', shopifyRefund());
    expect(await eventsOf('my-shopify')).toMatchObject([
      { _id: 'shop:my-shopify:order:450789469001', customer: '207119551', event: { amount: 5_980 } },
      { _id: 'shop:my-shopify:refund:509562969', customer: '207119551', event: { kind: 'refund', amount: 1_845 } },
    ]);
    expect(JSON.stringify(await eventsOf('my-shopify'))).not.toContain('example.com');
    expect((await source('my-shopify')).health).toMatchObject({ accepted: 1, duplicates: 3, waiting: 1, refused: [] });
  });

  test('a refund of more than its order has left is refused', async () => {
    const second = { ...shopifyRefund(), id: 509562970 };
    const third = { ...shopifyRefund(), id: 509562971 };
    await shopify('refunds/create', second);
    await shopify('refunds/create', third);
    const beyond = await shopify('refunds/create', { ...shopifyRefund(), id: 509562972 });
    expect(beyond.body.results).toMatchObject([{ id: '509562972', status: 'refused', reason: 'amount' }]);
    expect(await eventsOf('my-shopify')).toHaveLength(4);
  });

  test('addresses and consent reach the address book', async () => {
    await shopify('customers/update', shopifyCustomer());
    const contact = await edge.deps.stores.contacts.get(edge.workspace, customerId.parse('207119551'));
    expect(contact).toMatchObject({
      addresses: { email: 'shopper-1@example.com' },
      consents: [{ status: 'granted', source: 'my-shopify', at: Date.parse('2026-06-14T13:59:00Z') }],
    });
    const { revision } = contact ?? {};
    await shopify('orders/paid', shopifyOrder());
    expect(await edge.deps.stores.contacts.get(edge.workspace, customerId.parse('207119551'))).toMatchObject({
      revision,
    });
  });

  test('whoever was erased is not brought back, neither by an order nor by an address', async () => {
    const gone = { id: 4711, email: 'shopper-2@example.com' };
    await edge.deps.stores.erasures.mark(edge.workspace, customerId.parse('4711'), 1);
    const { body } = await shopify('customers/update', { ...shopifyCustomer(), ...gone });
    expect(body.results).toMatchObject([{ status: 'refused', reason: 'erased' }]);
    await shopify('orders/paid', shopifyOrder({ id: 99, customer: gone }));
    expect(await edge.deps.stores.contacts.get(edge.workspace, customerId.parse('4711'))).toBeNull();
  });

  test('an order that has changed is said to, and the first one stays', async () => {
    const { body } = await shopify('orders/updated', shopifyOrder({ total_price: '1.00', total_price_set: null }));
    expect(body.results).toMatchObject([{ status: 'refused', reason: 'conflict' }]);
    const { body: quarantine } = await edge.call('get', '/v1/quarantine');
    expect(quarantine.refused).toContainEqual(
      expect.objectContaining({ source: expect.any(String), id: '450789469001' }),
    );
  });

  test('requests by law are noted where somebody sees them, and one to forget somebody begins it, and keeps no id', async () => {
    await shopify('customers/data_request', { customer: { id: 207119552 } });
    await shopify('customers/redact', { customer: { id: 207119551, email: 'shopper-1@example.com' } });
    await shopify('customers/redact', { customer: { id: 207119551 } });
    const { health } = await source('my-shopify');
    expect(health.requests).toMatchObject([
      { topic: 'customers/redact', customer: null },
      { topic: 'customers/redact', customer: null },
      { topic: 'customers/data_request', customer: '207119552' },
    ]);
    expect(JSON.stringify(health)).not.toContain('example.com');
    const operator = { key: await edge.keyFor('operator') };
    const begun = await edge.call('get', '/v1/customers/207119551/erasure', operator);
    expect(begun).toMatchObject({ status: 200, body: { job: { kind: 'erase-customer' } } });
  });

  test('what is signed and cannot be read is taken note of, and not sent for ever', async () => {
    const { status, body } = await shopify('orders/paid', 'no json');
    expect({ status, results: body.results }).toMatchObject({ status: 200, results: [{ reason: 'malformed' }] });
  });

  test('what is not signed is refused, and counted', async () => {
    const wrong = await hook('shopify', { id: 'my-shopify', topic: 'orders/paid', secret: 'another' }, shopifyOrder());
    expect(wrong.status).toBe(401);
    expect((await hook('shopify', { id: 'nobody', topic: 'orders/paid' }, {})).body.detail).toBe(wrong.body.detail);
    expect((await source('my-shopify')).health.refused).toContainEqual({ reason: 'signature', count: 1 });
  });

  test('a new secret counts at once', async () => {
    const body = { name: 'Renamed', mapping: {}, secret: 'a-secret-that-is-new' };
    expect((await edge.call('put', '/v1/sources/my-shopify', { body })).body).toMatchObject({
      name: 'Renamed',
      hasSecret: true,
    });
    expect((await shopify('orders/paid', shopifyOrder())).status).toBe(401);
    const order = { id: 'my-shopify', topic: 'orders/paid', secret: 'a-secret-that-is-new' };
    expect((await hook('shopify', order, shopifyOrder())).status).toBe(200);
  });
});

describe('WooCommerce', () => {
  test('orders, refunds and the question whether anybody is here', async () => {
    const { secret } = (await declare({ id: 'woo', kind: 'woocommerce' })).body;
    const woo = (payload: unknown) => hook('wc', { id: 'woo', topic: 'order.updated', secret }, payload);
    const ping = await supertest(edge.server).post('/v1/hooks/shop/woo').type('form').send('webhook_id=7');
    expect({ status: ping.status, body: ping.body }).toEqual({ status: 200, body: { results: [] } });
    const refunds = [{ id: 11, total: '-5.00' }];
    await woo(wooOrder({ refunds, date_modified_gmt: '2026-06-15T08:00:00' }));
    await woo(wooOrder());
    await woo(
      wooOrder({ refunds: [...refunds, { id: 12, total: '-1.35' }], date_modified_gmt: '2026-06-15T09:00:00' }),
    );
    await woo(wooOrder({ id: 728, customer_id: 0 }));
    expect((await eventsOf('woo')).map(({ _id, event }) => [_id, 'amount' in event ? event.amount : null])).toEqual([
      ['shop:woo:order:727', 2_935],
      ['shop:woo:order:728', 2_935],
      ['shop:woo:refund:11', 500],
      ['shop:woo:refund:12', 135],
    ]);
    const customers = (await eventsOf('woo')).map(({ customer }) => customer);
    expect(customers).toEqual(['25', expect.stringMatching(/^m-/), '25', '25']);
    expect((await source('woo')).health).toMatchObject({ accepted: 3, duplicates: 1, refused: [] });
  });
});

describe('trying', () => {
  beforeAll(() => declare({ id: 'tried', kind: 'segment' }));
  const attempt = async (body: object, id = 'tried') =>
    (await edge.call('post', `/v1/sources/${id}/try`, { body })).body;
  const message = {
    type: 'track',
    userId: 'u',
    event: 'Checkout Done',
    messageId: 'm',
    properties: { sum: 5, email: 'a@example.com' },
  };

  test('shows what a mapping makes of a message, and stores nothing', async () => {
    const rule = { event: 'Checkout Done', type: 'purchase', fields: { amount: 'sum' } };
    expect(await attempt({ message })).toMatchObject({
      is: 'said',
      customer: 'u',
      events: [{ type: 'checkout_done' }],
    });
    expect(await attempt({ message, mapping: { events: [rule] } })).toEqual({
      is: 'said',
      customer: 'u',
      waitsFor: null,
      events: [{ source: 'tried', id: 'm', type: 'purchase', amount: 500, data: { sum: 5 } }],
      contact: [],
      reason: null,
      path: null,
      message: null,
    });
    const wrong = { ...rule, fields: { amount: 'total' } };
    expect(await attempt({ message, mapping: { events: [wrong] } })).toMatchObject({
      is: 'refused',
      path: 'properties.total',
    });
    expect(await attempt({ message: { ...message, userId: undefined, anonymousId: 'a' } })).toMatchObject({
      waitsFor: 'identity',
    });
    expect(await attempt({ message: { type: 'group', userId: 'u' } })).toMatchObject({
      is: 'ignored',
      reason: 'group',
    });
    expect(await eventsOf('tried')).toEqual([]);
  });

  test('webhooks too, and nothing of what is in our own words', async () => {
    await declare({ id: 'tried-shop', kind: 'shopify', secret: SECRET, mapping: { contact: ['email'] } });
    expect(await attempt({ message: shopifyOrder() }, 'tried-shop')).toMatchObject({ is: 'said', contact: ['email'] });
    expect(await attempt({ topic: 'refunds/create', message: shopifyRefund() }, 'tried-shop')).toMatchObject({
      waitsFor: 'order',
    });
    await declare({ id: 'own-words', kind: 'api' });
    expect(await attempt({ message: {} }, 'own-words')).toMatchObject({ status: 409 });
    expect(await attempt({ message: {} }, 'nobody')).toMatchObject({ status: 404 });
  });
});
