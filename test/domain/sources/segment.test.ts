import { describe, expect, test } from 'vitest';
import { customerId } from '../../../domain/ids.schema.ts';
import { segmentMessage } from '../../../domain/sources/segment.ts';
import { sourceMapping, type SourceMapping } from '../../../domain/sources/source.schema.ts';
import { readEvent } from '../../../ingest/read-event.ts';
import { aReading, NOW, saidBy } from './reading.ts';

const MINUTE = 60_000;
const time = (at: number) => new Date(at).toISOString();

function read(message: object, mapping: Partial<SourceMapping> = {}, sentAt?: number) {
  const reading = { ...aReading(mapping), sentAt, idFor: () => 'made-up' };
  return segmentMessage({ messageId: 'm1', userId: 'u1', timestamp: time(NOW), ...message }, reading);
}
const said = (...given: Parameters<typeof read>) => saidBy(read(...given));
const wireOf = (...given: Parameters<typeof read>) => said(...given).events[0]?.wire;
const track = (event: string, properties: object = {}) => ({ type: 'track', event, properties });

describe('track', () => {
  test('what is viewed is named as orders name it, also by a number, and never by an address', () => {
    const viewed = (properties: object, mapping = {}) => wireOf(track('Product Viewed', properties), mapping);
    expect(viewed({ product_id: 17 })).toMatchObject({ type: 'view', data: { item: '17' } });
    expect(viewed({ product_id: 'p1', sku: 'MUG' })).toMatchObject({ data: { item: 'MUG' } });
    expect(viewed({ product_id: 'p1', sku: 'MUG' }, { item: 'product' })).toMatchObject({ data: { item: 'p1' } });
    expect(JSON.stringify(viewed({ sku: 'a@example.com' }))).not.toContain('example.com');
  });

  test('an order is a purchase with its items, in minor units, and its id names the order', () => {
    const products = [
      { product_id: 'p1', sku: 'MUG', price: 19.99, quantity: 3 },
      { product_id: 'p2', price: 0.1, quantity: 1 },
      { price: 5 },
    ];
    const order = {
      order_id: '1001',
      total: 60.07,
      currency: 'gbp',
      coupon: 'SPRING',
      email: 'a@example.com',
      products,
    };
    expect(wireOf(track('Order Completed', order))).toEqual({
      id: 'order:1001',
      type: 'purchase',
      at: time(NOW),
      amount: 6_007,
      items: [
        { sku: 'MUG', quantity: 3, amount: 5_997 },
        { sku: 'p2', quantity: 1, amount: 10 },
      ],
      data: { coupon: 'SPRING' },
    });
  });

  test('a refund finds its order', () => {
    expect(wireOf(track('Order Refunded', { order_id: 1001, total: 4.5 }))).toMatchObject({
      id: 'm1',
      type: 'refund',
      order: 'order:1001',
      amount: 450,
    });
  });

  test.each([
    ['Product Viewed', 'view'],
    ['product_added', 'cart'],
    ['Email Opened', 'open'],
    ['Email Link Clicked', 'click'],
    ['Application Opened', 'app.open'],
    ['Signed Up', 'signed_up'],
  ])('%s is %s', (event, type) => {
    const { data, ...wire } = wireOf(track(event, { sku: 'MUG', url: 'https://shop.example.com/mug?token=1' })) ?? {};
    expect(wire).toMatchObject({ id: 'm1', type });
    expect(data).toMatchObject({ item: 'MUG', url: 'https://shop.example.com/mug' });
  });

  test.each([
    [track('Order Completed', { order_id: '1', total: 5, currency: 'EUR' }), 'currency', 'properties.total'],
    [track('Order Completed', { order_id: '1' }), 'amount', 'properties.total'],
    [track('Order Completed', { order_id: '1', total: 'five' }), 'amount', 'properties.total'],
    [track('Order Refunded', { total: 5 }), 'order', 'properties.order_id'],
    [{ type: 'track' }, 'malformed', 'event'],
    [{ type: 'purchase' }, 'kind', 'type'],
    [{ ...track('x'), timestamp: 'yesterday' }, 'time', 'timestamp'],
    [{ ...track('x'), userId: undefined }, 'customer', 'userId'],
    [{ ...track('x'), userId: '+44 20 7946 0000' }, 'customer', 'userId'],
  ])('%j is refused for its %s', (message, reason, path) => {
    expect(read(message)).toMatchObject({ is: 'refused', reason, path, id: 'm1' });
  });

  test('a rule goes before what is usual, and says where fields are', () => {
    const mapping = sourceMapping.parse({
      events: [
        {
          event: 'Checkout Done',
          type: 'purchase',
          fields: { amount: 'cart.sum', order: 'cart.no', items: 'cart.lines' },
        },
        { event: 'product viewed', type: 'ignore' },
      ],
    });
    const cart = { sum: '12.50', no: 'A-7', lines: [{ sku: 'X', price: '12.50', quantity: 1 }] };
    expect(wireOf(track('checkout_done', { cart }), mapping)).toMatchObject({
      id: 'order:A-7',
      amount: 1_250,
      items: [{ sku: 'X', quantity: 1, amount: 1_250 }],
    });
    expect(read(track('Product Viewed'), mapping)).toMatchObject({ is: 'ignored', reason: 'rule' });
  });
});

describe('time', () => {
  test('is right although the clock of the sender is not', () => {
    const ahead = 60 * MINUTE;
    const message = { ...track('x'), timestamp: time(NOW + ahead - 5 * MINUTE) };
    const { wire, stated } = said(message, {}, NOW + ahead).events[0] ?? {};
    expect(wire).toMatchObject({ at: time(NOW - 5 * MINUTE) });
    expect(stated).toBe(time(NOW + ahead - 5 * MINUTE));
  });

  test('is what was stated where nobody says when it was sent', () => {
    expect(wireOf({ ...track('x'), timestamp: time(NOW - MINUTE) })).toMatchObject({ at: time(NOW - MINUTE) });
  });
});

describe('people', () => {
  const traits = {
    email: 'ann@example.com',
    phone: '+442079460000',
    name: 'Ann',
    planType: 'pro',
    orders: 3,
    address: { city: 'X' },
  };

  test('what is known of somebody becomes attributes, and how to reach them nothing but what was asked for', () => {
    expect(said({ type: 'identify', traits })).toMatchObject({
      events: [{ wire: { type: 'identify', attributes: { plan_type: 'pro', orders: 3 } } }],
      contact: {},
    });
    const mapped = said({ type: 'identify', traits }, { contact: ['email'] });
    expect(mapped.contact).toEqual({ email: 'ann@example.com' });
    expect(JSON.stringify(mapped.events)).not.toContain('example.com');
  });

  test('an address as an id is a pseudonym', () => {
    const { whose } = said({ ...track('x'), userId: 'ann@example.com' });
    expect(whose).toEqual({ is: 'customer', customer: 'm-15-97' });
  });

  test('an address counts as an id where the source says so', () => {
    const { whose } = said({ type: 'identify', traits }, { customer: 'email' });
    expect(whose).toEqual({ is: 'customer', customer: 'm-15-97' });
  });

  test('somebody anonymous waits, and is linked once they say who they are', () => {
    const anonymous = said({ ...track('x'), userId: undefined, anonymousId: 'anon-1' });
    expect(anonymous.whose).toEqual({ is: 'anonymous', key: 'm-6-97' });
    expect(said({ type: 'identify', anonymousId: 'anon-1', traits }).links).toEqual(['m-6-97']);
    expect(said({ type: 'alias', previousId: 'anon-1' })).toMatchObject({
      whose: { is: 'customer', customer: customerId.parse('u1') },
      links: ['m-6-97'],
      events: [],
    });
  });

  test('unsubscribing withdraws consent where the source may say so', () => {
    expect(said(track('Unsubscribed'), { contact: ['consent'] }).contact).toEqual({
      consent: { status: 'withdrawn', at: NOW },
    });
    expect(said(track('Unsubscribed')).contact).toEqual({});
  });
});

test('group is understood and changes nothing', () => {
  expect(read({ type: 'group', groupId: 'g' })).toMatchObject({ is: 'ignored', reason: 'group' });
});

test('pages and screens are views, by their path', () => {
  const context = { page: { path: '/mugs', url: 'https://shop.example.com/mugs?email=a@example.com' } };
  expect(wireOf({ type: 'page', name: 'Mugs', context })).toMatchObject({
    type: 'view',
    data: { path: '/mugs', name: 'Mugs', on: 'page' },
  });
});

test('whatever is said is an event that can be read', () => {
  const messages = [track('Order Completed', { order_id: '1', total: 5 }), track('Product Viewed'), { type: 'screen' }];
  for (const message of messages) {
    expect(readEvent({ ...wireOf(message), customer: 'u1', source: 'segment' })).toHaveProperty('wire');
  }
});

test.each([[null], ['text'], [[]]])('%j is no message', (message) => {
  const reading = { ...aReading(), sentAt: undefined, idFor: () => 'x' };
  expect(segmentMessage(message, reading)).toMatchObject({ is: 'refused', reason: 'malformed' });
});
