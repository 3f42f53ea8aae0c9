import { describe, expect, test } from 'vitest';
import { pseudonyms } from '../../imports/pseudonym.ts';
import { imported, RULES } from './files.ts';

const of = (address: string) => RULES.pseudonym(address);

describe('an order export of Shopify', () => {
  const header =
    'Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,' +
    'Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id';
  const text = [
    header,
    '#1001,Ann@Example.com,paid,2024-03-01 10:15:00 +0100,fulfilled,yes,GBP,50.00,4.00,0.00,54.00,,2024-03-01 10:15:00 +0100,1,Cup,20.00,0.00,541001',
    '#1001,Ann@Example.com,,,,,,,,,,,2024-03-01 10:15:00 +0100,2,Plate,15.00,,',
    '#1001,Ann@Example.com,,,,,,,,,,,2024-03-01 10:15:00 +0100,1,Spoon,0.00,,',
    '#1002,ann@example.com,partially_refunded,2024-03-02 10:00:00 +0100,,no,GBP,30.00,0,0,30.00,,2024-03-02 10:00:00 +0100,3,Cup,10.00,12.50,541002',
    '#1003,bob@example.com,voided,,,no,GBP,30.00,0,0,30.00,,2024-03-03 10:00:00 +0100,3,Cup,10.00,0.00,541003',
    '#1003,bob@example.com,,,,,,,,,,,2024-03-03 10:00:00 +0100,1,Cup,10.00,,',
    '#1004,,paid,,,no,GBP,30.00,0,0,30.00,,2024-03-03 10:00:00 +0100,3,Cup,10.00,0.00,541004',
    '#1005,bob@example.com,paid,,,no,USD,30.00,0,0,30.00,,2024-03-03 10:00:00 +0100,3,Cup,10.00,0.00,541005',
    '#1005,bob@example.com,,,,,,,,,,,2024-03-03 10:00:00 +0100,1,Cup,10.00,,',
  ].join('\n');

  test('is known by its header; rows after the first of an order are its items and no orders', async () => {
    const { reading, briefs, folds, rejected } = await imported(text);
    expect(reading).toMatchObject({ origin: 'shopify', rows: 'orders', columns: { email: 'Email', amount: 'Total' } });
    const ann = of('ann@example.com');
    expect(briefs).toEqual([
      `purchase #1001 ${ann} 5400 2024-03-01T09:15:00Z`,
      `purchase #1002 ${ann} 3000 2024-03-02T09:00:00Z`,
      `refund refund:#1002 ${ann} 1250 of #1002 2024-03-02T09:00:00Z`,
    ]);
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [6, 'not-paid'],
      [8, 'empty'],
      [9, 'other-currency'],
    ]);
    expect(folds).toEqual({ rows: 9, folded: 4, largest: 3 });
  });

  test('makes no address an id, and keeps none in what it refuses to take as a customer', async () => {
    const { events } = await imported(text);
    expect(JSON.stringify(events.map(({ wire }) => wire))).not.toMatch(/@|example/);
  });

  test('may be read by a mapping of one’s own instead', async () => {
    const { reading, rejected } = await imported(text, {
      mapping: { customer: 'Email', id: 'Name', at: 'Created at', amount: 'Total' },
    });
    expect(reading.origin).toBeNull();
    expect(rejected.filter(({ reason }) => reason === 'personal').length).toBeGreaterThan(0);
  });
});

describe('an order export of WooCommerce', () => {
  test('with the columns of its own import and export tools is known', async () => {
    const text = [
      'order_id,order_number,order_date,status,shipping_total,order_total,order_currency,customer_id,billing_email,item_name',
      '17,1017,2024-03-01 10:15:00,completed,4,54.00,GBP,0,ann@example.com,Cup',
      '17,1017,2024-03-01 10:15:00,completed,4,54.00,GBP,0,ann@example.com,Plate',
      '18,1018,2024-03-02 10:15:00,wc-refunded,0,20.00,GBP,3,ann@example.com,Cup',
      '19,1019,2024-03-02 10:15:00,wc-pending,0,20.00,GBP,3,ann@example.com,Cup',
    ].join('\n');
    const { reading, briefs, rejected } = await imported(text);
    const ann = of('ann@example.com');
    expect(reading.origin).toBe('woocommerce');
    expect(briefs).toEqual([
      `purchase 1017 ${ann} 5400 2024-03-01T10:15:00Z`,
      `purchase 1018 ${ann} 2000 2024-03-02T10:15:00Z`,
      `refund refund:1018 ${ann} 2000 of 1018 2024-03-02T10:15:00Z`,
    ]);
    expect(rejected).toMatchObject([{ reason: 'not-paid' }]);
  });

  test('with the columns of the Advanced Order Export is known, its fields on the first row only', async () => {
    const text = [
      'Order Number;Order Status;Order Date;Email (Billing);Order Refund Amount;Order Total Amount;SKU;Quantity',
      '1017;Completed;2024-03-01 10:15;ann@example.com;0;54,00;A;1',
      ';;;;;;B;2',
    ].join('\n');
    const { reading, briefs } = await imported(text);
    expect(reading).toMatchObject({ origin: 'woocommerce', decimal: ',' });
    expect(briefs).toEqual([`purchase 1017 ${of('ann@example.com')} 5400 2024-03-01T10:15:00Z`]);
  });
});

describe('the pseudonym of an address', () => {
  test('is the same however it is written, and another for another key or address', () => {
    const [one, other] = [pseudonyms(Buffer.from('one')), pseudonyms(Buffer.from('other'))];
    expect(one(' Ann@Example.COM ')).toBe(one('ann@example.com'));
    expect(new Set([one('ann@example.com'), other('ann@example.com'), one('bob@example.com')]).size).toBe(3);
    expect(one('ann@example.com')).toMatch(/^m-[\w-]{22}$/);
  });
});

test('a column that is mapped as email makes customers in any file', async () => {
  const { briefs, rejected } = await imported(
    'id,mail,at,amount\n1,ann@example.com,2026-01-01,5\n2,ann,2026-01-01,5\n',
    {
      mapping: { email: 'mail' },
    },
  );
  expect(briefs).toEqual([`purchase 1 ${of('ann@example.com')} 500 2026-01-01T00:00:00Z`]);
  expect(rejected).toMatchObject([{ column: 'mail', reason: 'no-address' }]);
});

test.each([
  ['Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country', '2009-12-01 07:45:00', '13085.0'],
  ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country', '12/13/2009 7:45', '13085'],
])('UCI Online Retail is known by its header, in both of its versions: %s', async (header, at, customer) => {
  const text = `${header}\n489434,85048,15CM CHRISTMAS GLASS BALL \xa3,12,${at},6.95,${customer},United Kingdom\n`;
  const { reading, briefs } = await imported(Buffer.from(text, 'latin1'));
  expect(reading).toMatchObject({ origin: 'online-retail', rows: 'lines', encoding: 'windows-1252' });
  expect(briefs[0]).toMatch(/^purchase 489434 13085 8340 2009-12-(01|13)T07:45:00Z$/);
});
