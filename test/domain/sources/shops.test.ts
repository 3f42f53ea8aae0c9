import { describe, expect, test } from 'vitest';
import { shopifyMessage } from '../../../domain/sources/shopify.ts';
import { woocommerceMessage } from '../../../domain/sources/woocommerce.ts';
import { shopifyCustomer, shopifyOrder, shopifyRefund, wooCustomer, wooOrder } from '../../fixtures/shops.ts';
import { aReading, saidBy } from './reading.ts';

describe('Shopify', () => {
  const read = (topic: string, payload: unknown, reading = aReading()) => shopifyMessage(topic, payload, reading);

  test('an order is one purchase, whichever webhook brings it', () => {
    const paid = saidBy(read('orders/paid', shopifyOrder()));
    expect(paid).toEqual({
      is: 'said',
      id: '450789469001',
      whose: { is: 'customer', customer: '207119551' },
      events: [
        {
          wire: {
            id: 'order:450789469001',
            type: 'purchase',
            at: '2026-06-14T14:00:00.000Z',
            amount: 5_980,
            items: [
              { sku: 'MUG-1', quantity: 2, amount: 3_690 },
              { sku: '808950810', quantity: 1, amount: 2_290 },
            ],
            data: { channel: 'web' },
          },
        },
      ],
      contact: {},
    });
    expect(read('orders/create', shopifyOrder())).toEqual(paid);
    expect(read('orders/updated', shopifyOrder({ financial_status: 'partially_refunded' }))).toEqual(paid);
  });

  test('of two currencies that of the workspace counts, and no other', () => {
    const inEuro = saidBy(read('orders/paid', shopifyOrder(), aReading({}, 'EUR')));
    expect(inEuro.events[0]?.wire).toMatchObject({ amount: 6_995, items: [{ amount: 4_320 }, { amount: 2_675 }] });
    expect(read('orders/paid', shopifyOrder(), aReading({}, 'USD'))).toMatchObject({
      is: 'refused',
      reason: 'currency',
    });
  });

  test.each([
    ['test-order', { test: true }],
    ['cancelled', { cancelled_at: '2026-06-14T11:00:00-04:00' }],
    ['not-paid', { financial_status: 'pending' }],
  ])('%s: it does not count', (reason, change) => {
    expect(read('orders/create', shopifyOrder(change))).toMatchObject({ is: 'ignored', reason });
  });

  test('somebody without an account is a pseudonym, and nobody at all is refused', () => {
    expect(saidBy(read('orders/paid', shopifyOrder({ customer: null }))).whose).toEqual({
      is: 'customer',
      customer: 'm-21-115',
    });
    const nobody = shopifyOrder({ customer: null, email: '' });
    expect(read('orders/paid', nobody)).toMatchObject({ is: 'refused', reason: 'customer' });
  });

  test('a refund is what went back, and is of whoever bought the order', () => {
    const { whose, events } = saidBy(read('refunds/create', shopifyRefund()));
    expect(whose).toEqual({ is: 'buyer', order: 'order:450789469001' });
    expect(events[0]?.wire).toMatchObject({ id: 'refund:509562969', order: 'order:450789469001', amount: 1_845 });
  });

  test('a refund in the currency of the buyer is what its lines say in that of the workspace', () => {
    const transactions = [{ kind: 'refund', status: 'success', amount: '27.45', currency: 'EUR' }];
    const postage = [{ amount: '-5.00', amount_set: { shop_money: { amount: '-5.00', currency_code: 'GBP' } } }];
    const refund = shopifyRefund({ transactions, order_adjustments: postage });
    expect(saidBy(read('refunds/create', refund)).events[0]?.wire).toMatchObject({ amount: 2_345 });
    const bare = shopifyRefund({ transactions, refund_line_items: [] });
    expect(read('refunds/create', bare)).toMatchObject({ is: 'refused', reason: 'currency' });
  });

  test('putting things back into stock gives nothing back', () => {
    expect(read('refunds/create', shopifyRefund({ transactions: [] }))).toMatchObject({ reason: 'nothing-refunded' });
  });

  test('of a customer, what is asked for and no name', () => {
    const reading = aReading({ contact: ['email', 'consent'] });
    const told = saidBy(read('customers/update', shopifyCustomer(), reading));
    expect(told.contact).toEqual({
      email: 'shopper-1@example.com',
      consent: { status: 'granted', at: Date.parse('2026-06-14T13:59:00Z') },
    });
    expect(told.events.map(({ wire }) => wire)).toMatchObject([{ type: 'identify', attributes: { country: 'GB' } }]);
    expect(JSON.stringify(told.events)).not.toMatch(/example|Made|7946/);
  });

  test.each([
    [
      'customers/redact',
      { customer: { id: 207119551, email: 'shopper-1@example.com' } },
      { customer: '207119551', erases: true },
    ],
    ['customers/redact', { customer: { id: '' } }, { customer: null, erases: true }],
    ['customers/data_request', { customer: { id: 207119551 } }, { customer: '207119551' }],
    ['shop/redact', { shop_id: 1 }, { customer: null }],
  ])('%s is noted', (topic, payload, note) => {
    expect(read(topic, payload)).toEqual({
      is: 'ignored',
      id: null,
      reason: 'privacy-request',
      note: { topic, ...note },
    });
  });

  test('a request by law names whom orders name, also where that is made of their address', () => {
    const by = aReading({ customer: 'email' });
    const payload = { customer: { id: 207119551, email: 'shopper-1@example.com' } };
    const wanted = { note: { customer: by.pseudonym('shopper-1@example.com'), erases: true } };
    expect(read('customers/redact', payload, by)).toMatchObject(wanted);
  });

  test.each([
    ['products/create', { id: 1 }, { reason: 'other-topic' }],
    ['orders/paid', [], { reason: 'malformed' }],
    ['orders/paid', {}, { reason: 'malformed', path: 'id' }],
    ['orders/paid', shopifyOrder({ created_at: '', processed_at: '' }), { reason: 'time' }],
    ['refunds/create', { id: 1 }, { reason: 'order' }],
    ['refunds/create', shopifyRefund({ created_at: '', processed_at: '' }), { reason: 'time' }],
    ['customers/update', { id: 5 }, { reason: 'says-nothing' }],
  ])('%s of %j changes nothing', (topic, payload, wanted) => {
    expect(read(topic, payload)).toMatchObject(wanted);
  });
});

describe('WooCommerce', () => {
  const read = (topic: string, payload: unknown, reading = aReading()) => woocommerceMessage(topic, payload, reading);
  const wires = (payload: object) => saidBy(read('order.updated', payload)).events.map(({ wire }) => wire);

  test('every webhook of an order says all of it', () => {
    const refunds = [
      { id: 11, total: '-5.00' },
      { id: 12, total: '-1.35' },
    ];
    const order = { id: 'order:727', type: 'purchase', amount: 2_935, at: '2026-06-14T10:01:00.000Z' };
    expect(wires(wooOrder())).toMatchObject([
      {
        ...order,
        items: [
          { sku: 'TEE', quantity: 2, amount: 645 },
          { sku: '23', quantity: 1, amount: 1_290 },
        ],
      },
    ]);
    expect(wires(wooOrder({ refunds }))).toMatchObject([
      order,
      { id: 'refund:11', order: 'order:727', amount: 500 },
      { id: 'refund:12', order: 'order:727', amount: 135 },
    ]);
    const modified = { date_modified_gmt: '2026-06-15T10:00:00' };
    const [, again] = saidBy(read('order.refunded', wooOrder({ refunds, ...modified }))).events;
    expect(again?.stated).toBe('2026-06-14T10:00:00.000Z');
  });

  test('an order that was paid and called off is taken back whole, one that never was is not told', () => {
    expect(wires(wooOrder({ status: 'cancelled' }))).toMatchObject([
      { id: 'order:727' },
      { id: 'cancelled:727', type: 'refund', amount: 2_935 },
    ]);
    const never = wooOrder({ status: 'cancelled', date_paid_gmt: null });
    expect(read('order.updated', never)).toMatchObject({ reason: 'cancelled' });
    expect(read('order.created', wooOrder({ status: 'on-hold' }))).toMatchObject({ reason: 'not-paid' });
  });

  test('a guest is a pseudonym', () => {
    const { whose } = saidBy(read('order.created', wooOrder({ customer_id: 0 })));
    expect(whose).toEqual({ is: 'customer', customer: 'm-21-115' });
  });

  test('of a customer, what is asked for', () => {
    const told = saidBy(read('customer.updated', wooCustomer(), aReading({ contact: ['email'] })));
    expect(told).toMatchObject({
      contact: { email: 'shopper-2@example.com' },
      events: [{ wire: { attributes: { country: 'GB' } } }],
    });
    expect(
      saidBy(read('customer.created', wooCustomer({ billing: {} }), aReading({ contact: ['email'] }))).events,
    ).toEqual([]);
    expect(read('customer.created', wooCustomer({ billing: {} }))).toMatchObject({ reason: 'says-nothing' });
  });

  test.each([
    ['order.updated', 'text', { reason: 'malformed' }],
    ['order.updated', {}, { reason: 'malformed' }],
    ['order.deleted', { id: 727 }, { reason: 'other-topic' }],
    ['coupon.created', { id: 1 }, { reason: 'other-topic' }],
    ['order.updated', wooOrder({ date_created_gmt: null }), { reason: 'time' }],
    ['order.updated', wooOrder({ currency: 'EUR' }), { reason: 'currency' }],
    ['order.updated', wooOrder({ total: 'much' }), { reason: 'amount' }],
    ['order.updated', wooOrder({ refunds: [{ total: '-1' }] }), { reason: 'malformed' }],
  ])('%s of %j changes nothing', (topic, payload, wanted) => {
    expect(read(topic, payload)).toMatchObject(wanted);
  });
});
