import { expect, test } from 'vitest';
import { segmentMessage } from '../../../domain/sources/segment.ts';
import { shopifyMessage } from '../../../domain/sources/shopify.ts';
import { sourceMapping, type SourceMapping } from '../../../domain/sources/source.schema.ts';
import { woocommerceMessage } from '../../../domain/sources/woocommerce.ts';
import { shopifyCustomer, shopifyOrder, shopifyRefund, wooCustomer, wooOrder } from '../../fixtures/shops.ts';
import { aReading, NOW, saidBy } from './reading.ts';

const ADDRESS = 'shopper-3@example.com';
/** What `aReading` makes of that address, and of `anon-1`. */
const OF_ADDRESS = 'm-21-115';
const OF_ANONYMOUS = 'm-6-97';
const STATED = '2026-06-15T11:00:00.000Z';

type Mapping = Partial<SourceMapping>;

function segment(message: unknown, mapping: Mapping = {}, sentAt?: number, digits = 2) {
  return segmentMessage(message, { ...aReading(mapping, 'GBP', digits), sentAt, idFor: () => 'made-up' });
}
const someone = { userId: 'u1', timestamp: STATED };
const who = (message: object, mapping: Mapping = {}) => segment({ messageId: 'm1', ...message }, mapping);

function order(event: string, properties: unknown, mapping: Mapping = {}, digits = 2) {
  return segment({ messageId: 'm1', userId: 'u1', type: 'track', event, properties }, mapping, undefined, digits);
}
const wireOf = (...given: Parameters<typeof order>) => saidBy(order(...given)).events[0]?.wire;

const woo = (topic: string, payload: unknown, mapping: Mapping = {}) =>
  woocommerceMessage(topic, payload, aReading(mapping));
const wires = (change: object) => saidBy(woo('order.updated', wooOrder(change))).events.map(({ wire }) => wire);
const shop = (topic: string, payload: unknown, mapping: Mapping = {}, currency = 'GBP') =>
  shopifyMessage(topic, payload, aReading(mapping, currency));

test.each([[undefined], [''], ['   '], [42], [null], [{}]])('Segment: the id %j is replaced', (messageId) => {
  const message = { ...someone, messageId, type: 'group' };
  expect(segment(message)).toEqual({ is: 'ignored', id: 'made-up', reason: 'group' });
});

test.each([['NaN'], ['1.5e12'], ['a space'], ['x'.repeat(129)]])('Segment: the id %s names no event', (messageId) => {
  expect(segment({ ...someone, messageId, type: 'page' })).toMatchObject({
    is: 'refused',
    id: messageId,
    reason: 'malformed',
    path: 'messageId',
  });
});

test.each([[undefined], [''], [7], [['track']], ['Track'], ['__proto__']])(
  'Segment: the type %j is unknown',
  (type) => {
    expect(segment({ ...someone, type, event: 'x' })).toEqual({
      is: 'refused',
      id: 'made-up',
      reason: 'kind',
      path: 'type',
      message: 'a type is track, identify, page, screen, alias or group',
    });
  },
);

test.each([[undefined], [''], [5], [{ name: 'x' }]])('Segment: a message that tracks %j names no event', (event) => {
  expect(segment({ ...someone, type: 'track', event })).toMatchObject({ reason: 'malformed', path: 'event' });
});

test('Segment: a message without a time leaves it to whoever takes it', () => {
  expect(saidBy(segment({ userId: 'u1', type: 'track', event: 'Signed Up', timestamp: null })).events).toEqual([
    { wire: { id: 'made-up', type: 'signed_up' } },
  ]);
});

test('Segment: a message that has its original time only is of that time, by the clock of the sender', () => {
  const message = { userId: 'u1', type: 'track', event: 'Signed Up', originalTimestamp: STATED };
  const wire = { id: 'made-up', type: 'signed_up' };
  expect(saidBy(segment(message)).events).toEqual([{ wire: { ...wire, at: STATED }, stated: STATED }]);
  const aSecondLater = Date.parse(STATED) + 1_000;
  expect(saidBy(segment(message, {}, aSecondLater)).events).toEqual([
    { wire: { ...wire, at: new Date(NOW - 1_000).toISOString() }, stated: STATED },
  ]);
});

test.each([['2026-13-40T10:00:00Z'], ['15/06/2026'], [1_781_000], [''], [{}]])(
  'Segment: the time %j is none',
  (timestamp) => {
    const message = { ...someone, type: 'track', event: 'x', timestamp };
    expect(segment(message)).toMatchObject({ is: 'refused', reason: 'time', path: 'timestamp' });
  },
);

test('Segment: a message about a product is of its article, whichever id names it, and without whoever it is', () => {
  const viewed = { ...someone, type: 'track', event: 'Product Viewed' };
  const dataOf = (properties: unknown) => saidBy(segment({ ...viewed, properties })).events[0]?.wire['data'];
  expect(dataOf({ product_id: 'p1' })).toEqual({ product_id: 'p1', item: 'p1' });
  expect(dataOf({ sku: '', product_id: 'p1' })).toEqual({ sku: '', product_id: 'p1', item: 'p1' });
  expect(dataOf({ note: 'x', colour: 'red' })).toEqual({ colour: 'red' });
  for (const none of [undefined, null, 'text', [], { email: ADDRESS }, { said: `write to ${ADDRESS}` }]) {
    expect(dataOf(none)).toBeUndefined();
  }
});

test('Segment: a message about a screen says its name and that it is one, and no page that it lacks', () => {
  const screen = { ...someone, type: 'screen', name: 'Home', context: { page: 'none' } };
  expect(saidBy(segment(screen)).events[0]?.wire).toMatchObject({ type: 'view', data: { name: 'Home', on: 'screen' } });
  expect(saidBy(segment({ ...screen, name: ADDRESS })).events[0]?.wire['data']).toEqual({ on: 'screen' });
});

test('Segment: a message that unsubscribes without a time withdraws consent without one', () => {
  const message = {
    userId: 'u1',
    type: 'track',
    event: 'unsubscribed',
    properties: { list: 'news', email: ADDRESS },
  };
  expect(segment(message, { contact: ['consent'] })).toEqual({
    is: 'said',
    id: 'made-up',
    whose: { is: 'customer', customer: 'u1' },
    events: [{ wire: { id: 'made-up', type: 'unsubscribed', data: { list: 'news' } } }],
    contact: { consent: { status: 'withdrawn' } },
  });
});

test('Segment: somebody of whom nothing is known but an address is its pseudonym', () => {
  const known = { is: 'customer', customer: OF_ADDRESS };
  expect(saidBy(who({ type: 'identify', traits: { email: ADDRESS } })).whose).toEqual(known);
  expect(saidBy(who({ type: 'page', context: { traits: { email: ADDRESS } } })).whose).toEqual(known);
});

test('Segment: an address does not go before an id, anonymous or not', () => {
  const traits = { email: ADDRESS };
  expect(saidBy(who({ type: 'identify', userId: 'u1', traits })).whose).toEqual({ is: 'customer', customer: 'u1' });
  const anonymous = saidBy(who({ type: 'identify', anonymousId: 'anon-1', traits }));
  expect(anonymous.whose).toEqual({ is: 'anonymous', key: OF_ANONYMOUS });
  expect(anonymous.links).toBeUndefined();
});

test.each([
  [{ traits: { email: 'no address' } }],
  [{ traits: { email: 12 } }],
  [{ userId: 12, anonymousId: null }],
  [{ userId: '', anonymousId: ' ' }],
  [{ traits: [ADDRESS] }],
])('Segment: %j names nobody', (message) => {
  expect(who({ type: 'identify', ...message })).toMatchObject({
    is: 'refused',
    reason: 'customer',
    path: 'userId',
    message: 'nobody is named: send userId or anonymousId',
  });
});

test('Segment: traits that say only who somebody is are no event, and contacts get what is asked for', () => {
  const message = { type: 'identify', userId: 'u1', traits: { email: ADDRESS, timezone: 'Europe/Vienna' } };
  const contactOf = (contact: SourceMapping['contact']) => saidBy(who(message, { contact })).contact;
  expect(saidBy(who(message)).events).toEqual([]);
  expect(contactOf([])).toEqual({});
  expect(contactOf(['timezone'])).toEqual({ timezone: 'Europe/Vienna' });
  expect(contactOf(['email', 'timezone'])).toEqual({ email: ADDRESS, timezone: 'Europe/Vienna' });
  const without = { type: 'identify', userId: 'u1', traits: 'none' };
  expect(who(without, { contact: ['email', 'timezone'] })).toMatchObject({ is: 'said', events: [], contact: {} });
});

test('Segment: traits of the context count where there are no others', () => {
  const context = { traits: { plan: null, orders: 3, sizes: ['s'], 'no name!': 1 } };
  expect(saidBy(who({ type: 'identify', userId: 'u1', context })).events).toEqual([
    { wire: { id: 'm1', type: 'identify', attributes: { plan: null, orders: 3 } } },
  ]);
  expect(saidBy(who({ type: 'identify', userId: 'u1', traits: {}, context })).events).toEqual([]);
});

test('Segment: an alias links whoever was anonymous, under whichever name they come', () => {
  const linked = {
    is: 'said',
    id: 'm1',
    whose: { is: 'customer', customer: 'u1' },
    events: [],
    contact: {},
    links: [OF_ANONYMOUS],
    was: 'anon-1',
  };
  expect(who({ type: 'alias', userId: 'u1', anonymousId: 'anon-1' })).toEqual(linked);
  expect(who({ type: 'alias', userId: 'u1', previousId: 'anon-1', anonymousId: 'anon-2' })).toEqual(linked);
  const byAddress = who({ type: 'alias', userId: ADDRESS, previousId: 'anon-1' });
  expect(saidBy(byAddress).whose).toEqual({ is: 'customer', customer: OF_ADDRESS });
});

test.each([
  ['userId', { previousId: 'anon-1' }],
  ['userId', { userId: 17, previousId: 'anon-1' }],
  ['userId', { userId: 'guest', previousId: 'anon-1' }],
  ['previousId', { userId: 'u1' }],
  ['previousId', { userId: 'u1', previousId: {}, anonymousId: 0 }],
])('Segment: an alias without a good %s links nobody: %j', (path, message) => {
  expect(who({ type: 'alias', ...message })).toMatchObject({ is: 'refused', id: 'm1', reason: 'customer', path });
});

test('Segment: two customers stay two', () => {
  const message = { type: 'alias', userId: 'u1', previousId: ADDRESS };
  expect(who(message)).toEqual({ is: 'ignored', id: 'm1', reason: 'two-customers' });
});

test('Segment: a pseudonym that cannot be made is no fault of the message', () => {
  const pseudonym = () => {
    throw new RangeError('no key');
  };
  const reading = { ...aReading(), pseudonym, sentAt: undefined, idFor: () => 'made-up' };
  expect(() => segmentMessage({ type: 'page', userId: ADDRESS }, reading)).toThrow(new RangeError('no key'));
});

test('Segment: an order without an id is the purchase of its message', () => {
  expect(wireOf('Order Completed', { total: 5 })).toEqual({ id: 'm1', type: 'purchase', amount: 500 });
  expect(wireOf('Order Completed', { order_id: 0, total: 5 })).toEqual({ id: 'm1', type: 'purchase', amount: 500 });
});

test('Segment: an order is as much as the first of total, revenue and value that is there', () => {
  expect(wireOf('Order Completed', { total: null, revenue: '7.25', value: 1 })).toMatchObject({ amount: 725 });
  expect(wireOf('Order Completed', { value: 0 })).toMatchObject({ amount: 0 });
  expect(order('Order Completed', { total: '', revenue: 5 })).toMatchObject({ reason: 'amount' });
});

test.each([[undefined], [null], ['text'], [[{ total: 5 }]]])('Segment: an order of %j has no amount', (none) => {
  expect(order('Order Completed', none)).toEqual({
    is: 'refused',
    id: 'm1',
    reason: 'amount',
    path: 'properties.total',
    message: 'there is no amount: send total, revenue, value',
  });
});

test('Segment: an order that has its amount elsewhere is refused for that place where nothing is there', () => {
  const mapping = sourceMapping.parse({
    events: [{ event: 'Paid', type: 'purchase', fields: { amount: 'cart.sum', currency: 'cart.in' } }],
  });
  expect(order('Paid', { total: 5 }, mapping)).toMatchObject({ reason: 'amount', path: 'properties.cart.sum' });
  const other = order('Paid', { cart: { sum: 5, in: 'EUR' } }, mapping);
  expect(other).toMatchObject({ reason: 'currency', path: 'properties.cart.sum' });
});

test('Segment: an order whose id is none is refused', () => {
  expect(order('Order Completed', { order_id: 'A 7', total: 5 })).toMatchObject({
    is: 'refused',
    reason: 'order',
    path: 'properties.order_id',
  });
  expect(order('Order Refunded', { order_id: 'A 7', total: 5 })).toMatchObject({ is: 'refused', reason: 'order' });
});

test('Segment: an order with more than numbers can hold is no amount', () => {
  expect(order('Order Completed', { total: '9999999999999.99' }, {}, 4)).toMatchObject({ reason: 'amount' });
});

test('Segment: an order given back is what the shop loses, however it is written', () => {
  expect(wireOf('Order Refunded', { order_id: 7, total: '-4.50', reason: 'broken' })).toEqual({
    id: 'm1',
    type: 'refund',
    order: 'order:7',
    amount: 450,
    data: { reason: 'broken' },
  });
});

test('Segment: an order has the lines that name an article, a whole number of it, and a price', () => {
  const products = [
    { sku: 'FREE' },
    { sku: 'TWO', price: '1.50', quantity: '2' },
    { sku: 'NO-PRICE', price: 'much' },
    { sku: 'HALF', price: 1, quantity: 0.5 },
    { sku: 'NONE', price: 1, quantity: 0 },
    { sku: 'BACK', price: -1 },
    { sku: 'UNCOUNTED', price: 1, quantity: 'some' },
    { sku: 'two\nlines', price: 1 },
    'text',
    null,
  ];
  expect(wireOf('Order Completed', { total: 3, products })).toMatchObject({
    items: [
      { sku: 'FREE', quantity: 1, amount: 0 },
      { sku: 'TWO', quantity: 2, amount: 300 },
    ],
  });
  expect(wireOf('Order Completed', { total: 3, products: { sku: 'X' } })).not.toHaveProperty('items');
});

test('Segment: an order names its articles by the product where the catalogue does', () => {
  const products = [{ product_id: 93, sku: 'TEE', price: 1 }, { sku: 'MUG' }, { id: 'x' }];
  expect(wireOf('Order Completed', { total: 1, products }, { item: 'product' })).toMatchObject({
    items: [{ sku: '93', amount: 100 }, { sku: 'MUG' }],
  });
});

test.each([[undefined], [null], [3], ['']])('WooCommerce: an order whose status is %j is not paid', (status) => {
  expect(woo('order.updated', wooOrder({ status }))).toEqual({ is: 'ignored', id: '727', reason: 'not-paid' });
});

test.each([[''], ['ORDER.updated'], ['customer.restored'], ['action.any']])('WooCommerce: "%s" is ignored', (topic) => {
  expect(woo(topic, { id: 5 })).toEqual({ is: 'ignored', id: '5', reason: 'other-topic' });
});

test('WooCommerce: an order that is paid at the door is of when it was made, and tells no channel that it lacks', () => {
  const change = { date_paid_gmt: null, date_modified_gmt: 'soon', created_via: null, line_items: null };
  const at = '2026-06-14T10:00:00.000Z';
  const purchase = { id: 'order:727', type: 'purchase', at, amount: 2_935 };
  expect(wires(change)).toEqual([purchase]);
  expect(wires({ ...change, refunds: [{ id: 11, total: '-5.00' }] })).toEqual([
    purchase,
    { id: 'refund:11', type: 'refund', order: 'order:727', at, amount: 500 },
  ]);
});

test('WooCommerce: a refund of an order that says no change is of when it was paid', () => {
  const refunds = [{ id: 11, total: '5' }];
  const [, refund] = wires({ date_paid_gmt: '2026-06-14T10:30:00', date_modified_gmt: null, refunds });
  expect(refund).toMatchObject({ at: '2026-06-14T10:30:00.000Z', amount: 500 });
});

test('WooCommerce: lines need a price, an article and a number, and no tax', () => {
  const line_items = [
    { sku: 'TEE', total: '6.00' },
    { sku: 'MUG', total: '6.00', total_tax: null, quantity: 2 },
    { sku: 'NO-PRICE', quantity: 1 },
    { sku: 'NO-TAX', total: '1', total_tax: 'some', quantity: 1 },
    { sku: 'UNCOUNTED', total: '1', quantity: null },
    { total: '1', quantity: 1 },
    7,
  ];
  expect(wires({ line_items })[0]).toMatchObject({
    items: [
      { sku: 'TEE', quantity: 1, amount: 600 },
      { sku: 'MUG', quantity: 2, amount: 600 },
    ],
  });
});

test('WooCommerce: an order of nobody, and one whose id names nothing, are refused', () => {
  const nobody = { customer_id: 0, billing: { email: 'none' } };
  expect(woo('order.updated', wooOrder(nobody))).toMatchObject({ is: 'refused', reason: 'customer' });
  expect(woo('order.updated', wooOrder({ customer_id: 'guest' }))).toMatchObject({ path: 'customer' });
  expect(woo('order.updated', wooOrder({ id: 'a b' }))).toMatchObject({ reason: 'order', path: 'id' });
  expect(woo('order.updated', wooOrder({ id: -727 }))).toMatchObject({ id: null, reason: 'malformed' });
});

test('WooCommerce: a customer is reached where their bill goes, and is as of their making where nothing has changed', () => {
  const change = { email: '', date_modified_gmt: null, billing: { email: ADDRESS, country: 'AT' } };
  const at = '2026-06-01T10:00:00.000Z';
  expect(woo('customer.created', wooCustomer(change), { contact: ['email'], customer: 'email' })).toEqual({
    is: 'said',
    id: '25',
    whose: { is: 'customer', customer: OF_ADDRESS },
    events: [{ wire: { id: `customer:25:${Date.parse(at)}`, type: 'identify', at, attributes: { country: 'AT' } } }],
    contact: { email: ADDRESS },
  });
  expect(woo('customer.created', { id: 25, billing: { country: 'AT' } })).toMatchObject({ reason: 'says-nothing' });
});

test.each([[undefined], [null], [true], ['PAID']])('Shopify: an order that is %j is not paid', (financial_status) => {
  const wanted = { is: 'ignored', id: '450789469001', reason: 'not-paid' };
  expect(shop('orders/paid', shopifyOrder({ financial_status }))).toEqual(wanted);
});

test('Shopify: an order is of when it was made where nothing else is said, tells no channel and leaves lines out', () => {
  const line_items = [{ sku: 'MUG', price: '1' }, { quantity: 1, price: '1' }, { sku: 'TEE', quantity: '2' }, null];
  const order = shopifyOrder({ processed_at: null, source_name: null, line_items });
  expect(saidBy(shop('orders/create', order)).events).toEqual([
    { wire: { id: 'order:450789469001', type: 'purchase', at: '2026-06-14T14:00:00.000Z', amount: 5_980 } },
  ]);
});

test('Shopify: a line costs nothing less than nothing, and one without a price is left out', () => {
  const dear = { sku: 'MUG', quantity: 1, price: '1.00', discount_allocations: [{ amount: '9.00' }] };
  const line_items = [{ ...dear, price: 'some' }, dear, { ...dear, discount_allocations: [{ amount: 'some' }] }];
  const [event] = saidBy(shop('orders/paid', shopifyOrder({ line_items }))).events;
  expect(event?.wire).toMatchObject({ items: [{ sku: 'MUG', quantity: 1, amount: 0 }] });
});

test.each([
  ['unsubscribed', '2026-06-14T09:59:00Z', { status: 'withdrawn', at: Date.parse('2026-06-14T09:59:00Z') }],
  ['unsubscribed', null, { status: 'withdrawn' }],
  ['subscribed', 'lately', { status: 'granted' }],
  ['pending', '2026-06-14T09:59:00Z', undefined],
  [true, null, undefined],
])('Shopify: consent that is %j since %j', (state, consent_updated_at, consent) => {
  const payload = shopifyCustomer({ email_marketing_consent: { state, consent_updated_at } });
  const wanted = consent === undefined ? {} : { consent };
  expect(saidBy(shop('customers/update', payload, { contact: ['consent'] })).contact).toEqual(wanted);
  expect(saidBy(shop('customers/update', payload)).contact).toEqual({});
});

test('Shopify: a refund in neither currency is refused, and so is one of a line that has no amount', () => {
  const transactions = [{ kind: 'refund', status: 'success', amount: '27.45', currency: 'EUR' }];
  expect(shop('refunds/create', shopifyRefund({ transactions }), {}, 'USD')).toMatchObject({ reason: 'currency' });
  const unsaid = shopifyRefund({ transactions: [{ kind: 'refund', status: 'success', amount: '2' }] });
  expect(saidBy(shop('refunds/create', unsaid)).events[0]?.wire).toMatchObject({ amount: 200 });
  const bare = shopifyRefund({ transactions, refund_line_items: [{ subtotal: 'much' }] });
  expect(shop('refunds/create', bare)).toMatchObject({ reason: 'amount', path: 'subtotal' });
  const subtotal_set = { shop_money: { amount: '3', currency_code: 'GBP' } };
  const untaxed = shopifyRefund({ transactions, processed_at: null, refund_line_items: [{ subtotal_set }] });
  const [event] = saidBy(shop('refunds/create', untaxed)).events;
  expect(event?.wire).toMatchObject({ at: '2026-06-15T09:00:00.000Z', amount: 300 });
});
