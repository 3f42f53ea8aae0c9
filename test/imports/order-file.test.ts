import { describe, expect, test } from 'vitest';
import { sourceId } from '../../domain/ids.schema.ts';
import type { FileEvent } from '../../imports/file-kind.ts';
import { orderFile } from '../../imports/order-file.ts';
import type { OrderRows } from '../../imports/orders.ts';
import { readFile, type FileRules } from '../../imports/read-file.ts';
import type { Rejection } from '../../imports/rejection.ts';

const rules: FileRules = {
  format: 'csv',
  mapping: {},
  timezone: 'UTC',
  latest: null,
  now: Date.parse('2011-12-10T00:00:00Z'),
  currency: 'GBP',
  digits: 2,
  source: sourceId.parse('api'),
};

interface Given extends Partial<FileRules> {
  readonly kind?: OrderRows;
  readonly mostOpen?: number;
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function read(text: string, { kind, mostOpen, ...given }: Given = {}) {
  const orders: Order[] = [];
  const rejected: Rejection[] = [];
  let rows = 0;
  for await (const batch of readFile(bytes(text), orderFile(kind, mostOpen), { ...rules, ...given })) {
    orders.push(...batch.events.map(orderOf));
    rejected.push(...batch.rejected);
    rows = batch.rows;
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
        'o8,c1,2011-01-01,-3',
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
      [9, null],
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
    const { orders, rejected } = await read(lines, { mapping });
    expect(orders.map(brief)).toEqual([
      // 3 × 1.005, rounded once.
      { id: 'a', amount: 302, rows: 2, line: 2 },
      { id: 'b', amount: 200, rows: 2, line: 3 },
    ]);
    expect(orders[0]?.at).toBe('2011-01-01T10:00:00Z');
    expect(rejected).toEqual([expect.objectContaining({ line: 6, message: expect.stringContaining('line 2') })]);
  });

  test('rejects an order that is worth less than nothing, with all its rows', async () => {
    const text = `${header}\nr,c,2011-01-01,1\nx,c,2011-01-01,5\nr,c,2011-01-01,-4\n`;
    const { orders, rejected } = await read(text);
    expect(orders.map(({ id }) => id)).toEqual(['x']);
    expect(rejected).toEqual([expect.objectContaining({ line: 2, rows: 2 })]);
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
