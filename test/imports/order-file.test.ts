import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileEvent } from '../../imports/evidence/file-kind.ts';
import { orderFile } from '../../imports/order-file.ts';
import { readFile, type FileRules } from '../../imports/read-file.ts';
import type { Rejection } from '../../imports/rejection.ts';
import { bytes, imported, questionsOf, READING, RULES, surveyOf } from './files.ts';

interface Given extends Partial<FileRules> {
  readonly kind?: 'orders' | 'lines';
  readonly mostOpen?: number;
}

async function read(text: string, { kind = 'orders', mostOpen, ...given }: Given = {}) {
  const orders: Order[] = [];
  const rejected: Rejection[] = [];
  let rows = 0;
  for await (const batch of readFile(bytes(text), orderFile(kind, mostOpen), {
    ...RULES,
    reading: { ...READING, rows: kind },
    ...given,
  })) {
    orders.push(...batch.events.map(orderOf));
    rejected.push(...batch.rejected);
    rows = batch.folds.rows;
  }
  return { orders, rejected, rows };
}

interface Order {
  readonly id: string;
  readonly at: string | undefined;
  readonly amount: number;
  readonly rows: number;
  readonly line: number;
}

function orderOf({ wire, rows, line }: FileEvent): Order {
  if (!('amount' in wire)) throw new Error(`${wire.type} is no order`);
  return { id: wire.id, at: wire.at, amount: wire.amount, rows, line };
}

const header = 'id,customer,at,amount';
const brief = ({ id, amount, rows, line }: Order) => ({ id, amount, rows, line });

test('the lines of an order are its items, where a column says of what they are', async () => {
  const text = [
    'order,who,at,n,each,what',
    'o1,c1,2011-01-01,2,1.25,tea',
    'o1,c1,2011-01-01,-1,4.00,cup',
    'o1,c1,2011-01-01,0.5,3,jam',
    'o1,c1,2011-01-01,1,7,',
    `o1,c1,2011-01-01,1,1,${'x'.repeat(129)}`,
    'o2,c2,2011-01-01,3,0,tea',
    'c3,c2,2011-01-02,-3,1,tea',
  ].join('\n');
  const mapping = { id: 'order', customer: 'who', quantity: 'n', price: 'each', item: 'what' };
  const bought: unknown[] = [];
  const rules = { ...RULES, mapping, reading: { ...READING, rows: 'lines' as const } };
  for await (const { events } of readFile(bytes(text), orderFile('lines'), rules)) {
    for (const { wire } of events) bought.push([wire.type, 'items' in wire ? wire.items : undefined]);
  }
  expect(bought).toEqual([
    ['purchase', [{ sku: 'tea', quantity: 2, amount: 250 }]],
    ['purchase', [{ sku: 'tea', quantity: 3, amount: 0 }]],
    ['refund', undefined],
  ]);
});

describe('a file of orders', () => {
  test('gives one order per row, a repeated row included: the store knows what is a duplicate', async () => {
    const { orders } = await read(`${header}\no1,c1,2011-01-01,10\no2,c1,2011-01-02,5.5\no1,c1,2011-01-01,10\n`);
    expect(orders.map(brief)).toEqual([
      { id: 'o1', amount: 1_000, rows: 1, line: 2 },
      { id: 'o2', amount: 550, rows: 1, line: 3 },
      { id: 'o1', amount: 1_000, rows: 1, line: 4 },
    ]);
  });

  test('refuses bad rows by line and column, and no others', async () => {
    const { orders, rejected, rows } = await read(
      [
        header,
        'o1,c1,2011-01-01,10',
        ',c1,2011-01-01,10',
        'o3,ann@example.com,2011-01-01,10',
        'o4,c1,yesterday,10',
        'o5,c1,2011-01-01,ten',
        'o6,c1,2011-01-01',
        'o7,c1,2011-01-01,1,50',
        'o8,c1,2011-01-01,0.1.2',
        'o9,c1,2011-01-01,99999999999999',
        'o10,c1,2011-01-01,10,,',
      ].join('\n'),
      { kind: 'orders' },
    );
    expect(orders.map(({ id }) => id)).toEqual(['o1', 'o10']);
    expect(rejected.map(({ line, column }) => [line, column])).toEqual([
      [3, 'id'],
      [4, 'customer'],
      [5, 'at'],
      [6, 'amount'],
      [7, null],
      [8, null],
      [9, 'amount'],
      [10, null],
    ]);
    expect(rejected[3]).toMatchObject({ raw: 'o5,c1,2011-01-01,ten', message: expect.stringContaining('1234.50') });
    expect(rows).toBe(10);
  });

  test('refuses what lies in the future, unless a test clock keeps it for later', async () => {
    const text = `${header}\no1,c1,2011-01-01,1\no2,c1,2011-01-03,1\n`;
    const latest = Date.parse('2011-01-02T00:00:00Z');
    expect((await read(text, { latest })).rejected).toEqual([expect.objectContaining({ line: 3, column: 'at' })]);
    expect((await read(text)).orders).toHaveLength(2);
  });

  test('keeps at most 500 characters of a refused row', async () => {
    const { rejected } = await read(`${header}\no1,c1,${'x'.repeat(5_000)},1\n`);
    expect(rejected[0]?.raw).toHaveLength(500);
  });

  test('may be empty but for its header', async () => {
    expect(await read(`${header}\n`)).toEqual({ orders: [], rejected: [], rows: 0 });
    await expect(read('')).rejects.toThrow('the file is empty');
  });
});

describe('a file of order lines', () => {
  const lines = [
    'order;who;day;quantity;price',
    'a;c1;2011-01-01 10:00;2;1.005',
    'b;c2;2011-01-01;1;3',
    'a;c1;2011-01-01 11:00;1;1.005',
    'b;c2;2011-01-01;-1;1',
    'a;c9;2011-01-01;1;1',
  ].join('\n');
  const mapping = { id: 'order', customer: 'who', at: 'day' };

  test('is recognised, and lines of one order need not be adjacent; the first one tells the time', async () => {
    const { events, rejected, reading, folds, surveyed } = await imported(lines, { mapping, decimal: '.' });
    expect(reading).toMatchObject({ rows: 'lines', delimiter: ';' });
    expect(events.map(orderOf).map(brief)).toEqual([
      // 3 × 1.005, rounded once.
      { id: 'a', amount: 302, rows: 2, line: 2 },
      { id: 'b', amount: 200, rows: 2, line: 3 },
    ]);
    expect(events.map(orderOf)[0]?.at).toBe('2011-01-01T10:00:00Z');
    expect(rejected).toEqual([expect.objectContaining({ line: 6, message: expect.stringContaining('line 2') })]);
    expect(folds).toEqual({ rows: 5, folded: 2, largest: 2 });
    expect(surveyed.rows).toBe(5);
  });

  test('closes the order touched longest ago when too many are open', async () => {
    const row = (id: string, amount: number) => `${id},c,2011-01-01,${amount}`;
    const text = [header, row('a', 1), row('b', 2), row('a', 4), row('c', 8), row('a', 16), row('b', 32)].join('\n');
    const { orders } = await read(text, { kind: 'lines', mostOpen: 2 });
    expect(orders.map(brief)).toEqual([
      { id: 'b', amount: 200, rows: 1, line: 3 },
      { id: 'c', amount: 800, rows: 1, line: 5 },
      { id: 'a', amount: 2_100, rows: 3, line: 2 },
      { id: 'b', amount: 3_200, rows: 1, line: 7 },
    ]);
  });
});

describe('whether rows are orders or lines', () => {
  const total = [
    'order_no,customer,at,amount,sku,qty',
    '7,c1,2026-01-01,122.40,A,1',
    '7,c1,2026-01-01,122.40,B,2',
    '8,c2,2026-01-02,10.00,A,1',
  ].join('\n');
  const mapping = { id: 'order_no' };

  test('is asked where an amount is repeated on rows of one order: it may be the total, or alike lines', () => {
    const { type } = questionsOf(total, { mapping });
    expect(type).toMatch(/122\.40 in lines 2 and 3; say type=orders .* or type=lines/);
  });

  test('is no question where somebody says it: a repeated total counts once, or as often as it is there', async () => {
    const once = await imported(total, { mapping, kind: 'orders' });
    expect(once.briefs).toEqual([
      'purchase 7 c1 12240 2026-01-01T00:00:00Z',
      'purchase 7 c1 12240 2026-01-01T00:00:00Z',
      'purchase 8 c2 1000 2026-01-02T00:00:00Z',
    ]);
    const each = await imported(total, { mapping, kind: 'lines' });
    expect(each.briefs[0]).toBe('purchase 7 c1 24480 2026-01-01T00:00:00Z');
    expect(each.folds).toEqual({ rows: 3, folded: 1, largest: 2 });
  });

  test('does not depend on columns that nobody mapped', () => {
    const file = (extra: (row: number) => string) => {
      const rows = ['1,c1,2026-01-01,5', '1,c1,2026-01-01,5', '2,c1,2026-01-01,7'];
      return ['id,customer,at,amount,extra', ...rows.map((row, n) => `${row},${extra(n)}`)].join('\n');
    };
    const alike = questionsOf(file(() => 'x'));
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9]{0,5}$/), { minLength: 3, maxLength: 3 }), (extras) => {
        expect(questionsOf(file((n) => extras[n] ?? ''))).toEqual(alike);
      }),
    );
  });

  test('is told by most of the ids that have several rows', () => {
    const header = 'id,customer,at,amount';
    const differing = ['1,c,2026-01-01,5', '1,c,2026-01-01,6', '2,c,2026-01-01,1', '2,c,2026-01-01,3'];
    const alike = ['3,c,2026-01-01,4', '3,c,2026-01-01,4'];
    expect(surveyOf([header, ...differing, ...alike].join('\n'))).toMatchObject({ reading: { rows: 'lines' } });
    expect(surveyOf([header, '1,c,2026-01-01,5', '2,c,2026-01-01,5'].join('\n'))).toMatchObject({
      reading: { rows: 'orders' },
    });
    expect(questionsOf([header, ...differing.slice(0, 2), ...alike].join('\n'))).toHaveProperty('type');
  });

  test('never folds rows that lie more than a day apart, or are of different customers', async () => {
    const { briefs, rejected } = await imported(
      ['id,customer,at,amount', '1,c,2026-01-01,5', '1,c,2026-02-01,6', '1,d,2026-01-01,7', '1,c,2026-01-01,8'].join(
        '\n',
      ),
    );
    expect(briefs).toEqual(['purchase 1 c 1300 2026-01-01T00:00:00Z']);
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'apart'],
      [4, 'other-customer'],
    ]);
  });

  test('ids that a spreadsheet has spoilt are refused, and three orders of three months stay three', async () => {
    const file = (id: (n: number) => string) =>
      ['id,customer,at,amount', ...[1, 2, 3].map((n) => `${id(n)},c1,2026-0${n}-01,${n}`)].join('\n');
    const spoilt = await imported(file(() => '4.68769E+17'));
    expect(spoilt.events).toEqual([]);
    expect(spoilt.rejected.map(({ reason }) => reason)).toEqual(['exponent', 'exponent', 'exponent']);
    expect((await imported(file((n) => `46876901234567890${n}`))).events).toHaveLength(3);
  });
});

describe('whole numbers written with a decimal point', () => {
  test('lose their .0 where the whole column is numbers, and it is said', async () => {
    const text = 'id,customer,at,amount\n1,17850.0,2026-01-01,5\n2,17850,2026-01-02,5\n3,nan,2026-01-02,5\n';
    const { reading, briefs, rejected } = await imported(text);
    expect(reading.pointZero).toEqual(['customer']);
    expect(briefs.map((brief) => brief.split(' ')[2])).toEqual(['17850', '17850']);
    expect(rejected).toMatchObject([{ line: 4, column: 'customer', reason: 'placeholder' }]);
  });

  test('are refused row by row where others are no numbers: nobody knows then what they are', async () => {
    const { reading, rejected } = await imported('id,customer,at,amount\n1,17850.0,2026-01-01,5\n2,c-2,2026-01-02,5\n');
    expect(reading.pointZero).toEqual([]);
    expect(rejected).toMatchObject([{ line: 2, reason: 'point-zero' }]);
  });
});

describe('what comes back', () => {
  test('is a refund of its customer where the rows of an id add up to less than nothing', async () => {
    const { events, briefs } = await imported(
      [
        'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
        '536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom',
        '536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom',
        'C536379,D,Discount,-1,12/1/2010 9:41,27.5,14527,United Kingdom',
        '536370,22728,CLOCK,24,12/13/2010 8:45,3.75,12583,France',
        '536370,D,Discount,-1,12/13/2010 8:45,10,12583,France',
      ].join('\r\n'),
    );
    expect(briefs).toEqual([
      'purchase 536365 17850 3564 2010-12-01T08:26:00Z',
      'refund C536379 14527 2750 2010-12-01T09:41:00Z',
      'purchase 536370 12583 8000 2010-12-13T08:45:00Z',
    ]);
    expect(events.map(({ unnamed }) => unnamed)).toEqual([undefined, true, undefined]);
  });

  test('may say which order it belongs to', async () => {
    const text = 'id,customer,at,amount,of\n1,c,2026-01-01,5,\nR1,c,2026-01-02,-5,1\n';
    const mapping = { id: 'id', order: 'of' };
    const { events, briefs } = await imported(text, { mapping });
    expect(briefs[1]).toBe('refund R1 c 500 of 1 2026-01-02T00:00:00Z');
    expect(events[1]?.unnamed).toBeUndefined();
  });

  test('for which nothing was paid is no order and no refund', async () => {
    const { events, rejected } = await imported('id,customer,at,quantity,price\nC1,c,2026-01-01,-2,0\n');
    expect(events).toEqual([]);
    expect(rejected).toMatchObject([{ reason: 'nothing-to-refund', rows: 1 }]);
  });
});

describe('blank lines', () => {
  test('and lines of separators only are skipped anywhere, also before the header', async () => {
    const text = '\n;;;\n \nid;customer;at;amount\n;;;\n1;c;2026-01-01;5\n\n"";"";;\n2;c;2026-01-02;6\n;;;\n';
    const { briefs, rejected, folds } = await imported(text);
    expect(briefs).toHaveLength(2);
    expect([rejected, folds.rows]).toEqual([[], 2]);
  });

  test('do not shift the numbers of the lines behind them', async () => {
    const { rejected } = await imported('sep=;\n\nid;customer;at;amount\n\n1;c;yesterday;5\n');
    expect(rejected).toMatchObject([{ line: 5, column: 'at' }]);
  });
});

test('one JSON object per line is read as a row of a table is', async () => {
  const text = [
    '{"order":7,"customer":"c1","at":"2011-01-01T00:00:00Z","amount":22.2}',
    'not json',
    '',
    '{"order":"8","customer":"c1","at":"2011-01-01T00:00:00Z","amount":"1e3"}',
  ].join('\n');
  const { orders, rejected } = await read(text, { format: 'ndjson', mapping: { id: 'order' } });
  expect(orders.map(brief)).toEqual([{ id: '7', amount: 2_220, rows: 1, line: 1 }]);
  expect(rejected.map(({ line, column }) => [line, column])).toEqual([
    [2, null],
    [4, 'amount'],
  ]);
});

test('a row in another currency is refused by itself; one that names ours, or none, is taken', async () => {
  const text =
    'customer,id,at,amount,currency\nc-1,o-1,2011-01-01,1.00,GBP\nc-1,o-2,2011-01-01,2.00,EUR\nc-1,o-3,2011-01-01,3.00,\n';
  const { orders, rejected } = await read(text);
  expect(orders.map(({ id }) => id)).toEqual(['o-1', 'o-3']);
  expect(rejected).toMatchObject([{ line: 3, column: 'currency', message: expect.stringContaining('GBP') }]);
});

test('a whole number that JSON cannot keep exactly is refused as an id: its last digits are gone', async () => {
  const line = '{"id":4687690123456789013,"customer":"c1","at":"2011-01-01","amount":1}';
  expect((await read(line, { format: 'ndjson' })).rejected).toMatchObject([{ column: 'id', reason: 'exponent' }]);
});
