import { describe, expect, test } from 'vitest';
import {
  guessColumns,
  kindOfHeader,
  looksKnown,
  mappingOf,
  mapText,
  missingFields,
  withColumn,
} from '../../web/screens/data/imports/columns.ts';
import { guideFacts } from '../../web/screens/data/imports/guide-facts.ts';

describe('columns are guessed', () => {
  test.each([
    [
      ['customer_id', 'invoice_no', 'order_ts', 'revenue_gbp'],
      { customer: 'customer_id', id: 'invoice_no', at: 'order_ts', amount: 'revenue_gbp' },
    ],
    [
      ['customer', 'order', 'date', 'Total (EUR)', 'total_qty'],
      { customer: 'customer', id: 'order', at: 'date', amount: 'Total (EUR)' },
    ],
    [['customer', 'order', 'date', 'total_qty'], { customer: 'customer', id: 'order', at: 'date' }],
    [
      ['Müşteri No', 'Sipariş No', 'Sipariş Tarihi', 'Tutar'],
      { customer: 'Müşteri No', id: 'Sipariş No', at: 'Sipariş Tarihi', amount: 'Tutar' },
    ],
    [
      ['E-Mail', 'Order ID', 'Date', 'Quantity', 'Unit Price'],
      { email: 'E-Mail', id: 'Order ID', at: 'Date', quantity: 'Quantity', price: 'Unit Price' },
    ],
    [
      ['id', 'customer', 'email', 'at', 'amount', 'quantity'],
      { customer: 'customer', id: 'id', at: 'at', amount: 'amount' },
    ],
  ])('%j', (present, guessed) => {
    expect(guessColumns('orders', present)).toEqual(guessed);
  });

  test('of totals and of contacts by what these need', () => {
    expect(guessColumns('summaries', ['Customer', 'Orders', 'Last order', 'Total spent'])).toEqual({
      customer: 'Customer',
      actions: 'Orders',
      lastActionAt: 'Last order',
      monetary: 'Total spent',
    });
    expect(guessColumns('contacts', ['Client', 'E-posta', 'Opt-in'])).toEqual({
      customer: 'Client',
      email: 'E-posta',
      consent: 'Opt-in',
    });
  });
});

test('a file of items is known by what shops call its columns', () => {
  const present = ['SKU', 'Title', 'Price', 'On hand', 'Kategori', 'Image URL'];
  const mapping = guessColumns('catalogue', present);
  expect(mapping).toEqual({
    item: 'SKU',
    name: 'Title',
    price: 'Price',
    stock: 'On hand',
    category: 'Kategori',
    image: 'Image URL',
  });
  expect(guessColumns('catalogue', ['id', 'stock'])).toEqual({ item: 'id', stock: 'stock' });
});

test('what is missing is named by its first way', () => {
  expect(missingFields('orders', { email: 'mail', at: 'at', quantity: 'qty' })).toEqual(['id', 'amount']);
  expect(missingFields('orders', { customer: 'c', id: 'i', at: 'at', quantity: 'q', price: 'p' })).toEqual([]);
  expect(missingFields('contacts', { customer: 'c', timezone: 'tz' })).toEqual([]);
});

test('a field takes the place of what cannot be said beside it', () => {
  const byQuantity = { customer: 'c', quantity: 'q', price: 'p' };
  expect(withColumn('orders', byQuantity, 'amount', 'sum')).toEqual({ customer: 'c', amount: 'sum' });
  expect(withColumn('orders', { customer: 'c' }, 'email', 'mail')).toEqual({ email: 'mail' });
  expect(withColumn('contacts', { customer: 'c' }, 'email', 'mail')).toEqual({ customer: 'c', email: 'mail' });
  expect(withColumn('orders', { customer: 'c', id: 'i' }, 'id', undefined)).toEqual({ customer: 'c' });
});

test('a map is written as the API reads it', () => {
  expect(mapText('orders', { amount: 'Total, net', customer: 'c:1' })).toBe('customer:c:1,amount:Total, net');
  expect(mapText('orders', {})).toBe('');
  expect(mapText('catalogue', { item: 'SKU', stock: 'On hand' })).toBe('id:SKU,stock:On hand');
  expect(mappingOf({ customer: 'c', toString: 'x' })).toEqual({ customer: 'c' });
});

test('the guide is ticked off by what is there', () => {
  const done = (...given: Parameters<typeof guideFacts>) => guideFacts(...given).map(({ isDone }) => isDone);
  const live = [{ status: 'live' }];
  expect(done(0, live, [])).toEqual([false, false, false]);
  expect(done(3, [{ status: null }], [{ kind: 'import' }])).toEqual([true, false, false]);
  expect(done(3, live, [{ kind: 'launch', dryRun: true }])).toEqual([true, true, false]);
  expect(done(3, live, [{ kind: 'launch', dryRun: false }])).toEqual([true, true, true]);
});

test.each([
  ['Shopify', ['Name', 'Email', 'Financial Status', 'Total'], true],
  ['WooCommerce', ['order_number', 'order_date', 'order_total'], true],
  ['Online Retail', ['InvoiceNo', 'InvoiceDate', 'Customer ID'], true],
  ['anybody', ['customer', 'id', 'at', 'amount'], false],
])('the export of %s is known by its header', (_whose, present, isKnown) => {
  expect(looksKnown(present)).toBe(isKnown);
});

describe('what a file holds is known by its header', () => {
  const ORDERS = ['customer_id', 'invoice_no', 'order_ts', 'revenue_gbp'];
  const ITEMS = ['SKU', 'Title', 'Price', 'On hand', 'Kategori', 'Image URL'];
  test.each([
    ['items', 'orders', ITEMS, 'catalogue'],
    ['a stock alone', 'orders', ['id', 'stock'], 'catalogue'],
    ['items, in Turkish', 'contacts', ['Ürün Kodu', 'Ürün Adı', 'Fiyat', 'Stok'], 'catalogue'],
    ['orders', 'catalogue', ORDERS, 'orders'],
    ['an export of orders', 'catalogue', ['Name', 'Email', 'Financial Status', 'Total', 'Lineitem sku'], 'orders'],
    ['totals', 'orders', ['Customer', 'Orders', 'Last order', 'Total spent'], 'summaries'],
    ['contacts', 'orders', ['Client', 'E-posta', 'Opt-in'], 'contacts'],
    // What somebody has chosen, and the file can be read as, is theirs to choose.
    ['contacts, from a file of orders', 'contacts', ['customer', 'email', 'id', 'at', 'amount'], 'contacts'],
    ['lines of orders without a customer', 'orders', ['Order ID', 'SKU', 'Unit Price'], 'orders'],
    ['lines of orders with a quantity', 'orders', ['SKU', 'Qty', 'Price'], 'orders'],
    ['ids alone', 'orders', ['id', 'colour'], 'orders'],
    ['nothing that is known', 'summaries', ['a', 'b'], 'summaries'],
  ] as const)('%s', (_what, chosen, present, kind) => {
    expect(kindOfHeader(chosen, present)).toBe(kind);
  });
});
