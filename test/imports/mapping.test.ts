import { describe, expect, test } from 'vitest';
import { isFaults, parseMapping } from '../../imports/mapping.ts';
import { ORDER_FIELDS, orderColumns } from '../../imports/order-columns.ts';
import { readHead } from '../../imports/cells/rows.ts';

const present = ['invoice_no', 'customer_id', 'order_ts', 'revenue_gbp', 'lines'];

function columns(map: string, names: readonly string[]) {
  const mapping = parseMapping(map, ORDER_FIELDS);
  return isFaults(mapping) ? mapping : orderColumns(mapping, names);
}

describe('a mapping', () => {
  test('names the column of each field', () => {
    expect(columns('customer:customer_id,id:invoice_no,at:order_ts,amount:revenue_gbp', present)).toEqual({
      customer: 'customer_id',
      id: 'invoice_no',
      at: 'order_ts',
      money: 'amount',
      amount: 'revenue_gbp',
    });
  });

  test('that says nothing of a field means the column of the same name', () => {
    expect(columns('', ['id', 'customer', 'amount', 'at'])).toMatchObject({ customer: 'customer', money: 'amount' });
    expect(columns('customer:who', ['id', 'who', 'amount', 'at'])).toMatchObject({ customer: 'who', id: 'id' });
  });

  test('takes quantity and price for the amount', () => {
    const given = columns('quantity:Quantity,price:UnitPrice', ['id', 'customer', 'at', 'Quantity', 'UnitPrice']);
    expect(given).toMatchObject({ money: 'quantity-price', quantity: 'Quantity', price: 'UnitPrice' });
    expect(columns('', ['id', 'customer', 'at', 'quantity', 'price'])).toMatchObject({ money: 'quantity-price' });
  });

  test('may name columns that hold commas and colons', () => {
    expect(
      columns('customer:Name, first,at:Time: local', ['Name, first', 'Time: local', 'id', 'amount']),
    ).toMatchObject({ customer: 'Name, first', at: 'Time: local' });
  });

  test('that names missing columns is told all of them, and what there is', () => {
    expect(columns('customer:buyer,id:invoice_no,at:when,amount:revenue_gbp', present)).toEqual([
      {
        code: 'column',
        path: 'map.customer',
        message: expect.stringMatching(/"buyer".*"invoice_no", "customer_id", "order_ts"/),
      },
      { code: 'column', path: 'map.at', message: expect.stringContaining('"when"') },
    ]);
  });

  test.each([
    ['buyer:customer_id', 'buyer'],
    ['customer', 'customer'],
    ['customer:a,customer:b', 'customer'],
    ['amount:a,quantity:b,price:c', 'amount'],
  ])('%s is refused, and says which part', (map, field) => {
    expect(columns(map, present)).toEqual([expect.objectContaining({ path: `map.${field}` })]);
  });

  test('must not name a column that is there twice', () => {
    expect(columns('', ['id', 'customer', 'at', 'amount', 'amount'])).toEqual([
      { code: 'column', path: 'map.amount', message: expect.stringContaining('2 columns "amount"') },
    ]);
  });
});

describe('the head of a file', () => {
  test('names the columns, quoted or not, behind a byte order mark', () => {
    expect(readHead('\ufeff"id, really";customer ;at\r\n1;2;3', 'csv')).toEqual({
      present: ['id, really', 'customer', 'at'],
      delimiter: ';',
    });
    expect(readHead('{"id":"1","customer":"c"}\n', 'ndjson')).toEqual({ present: ['id', 'customer'], delimiter: null });
  });

  test.each([
    ['', 'empty'],
    ['\n ;; \n', 'empty'],
    ['PK\u0003\u0004 sheet', 'workbook'],
    ['i\0d\0', 'UTF-8'],
  ] as const)('%j is refused as %s', (text, word) => {
    expect(readHead(text, 'csv')).toEqual({ code: 'column', path: '', message: expect.stringContaining(word) });
  });
});
