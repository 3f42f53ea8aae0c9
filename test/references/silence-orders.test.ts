import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOrders } from '../../bench/silence/orders.ts';
import { sourcesOf } from '../../bench/silence/sources.ts';
import { DAY } from '../../domain/time.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orders-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const NOW = Date.UTC(2024, 5, 1);
const dayOf = (date: string) => Date.parse(date) / DAY;

async function read(text: string | Uint8Array, name = 'orders.csv') {
  const file = join(folder, name);
  await writeFile(file, text);
  return await readOrders(file, NOW);
}

describe('orders of anybody', () => {
  test('are read whatever the separator, line breaks, quotes and decimal mark; a day of purchases is one', async () => {
    const rows = [
      '"Customer ID";"Date";"Total"',
      '',
      '"a;1";2024-01-03;"1.234,50"',
      '"a;1";2024-01-03 10:00;0,50',
      ';;',
    ];
    const { base } = await read(`\ufeff${[...rows, '"a;1";2024-01-01;3,00'].join('\r\n')}`);
    expect(base).toEqual({
      histories: [{ days: [dayOf('2024-01-01'), dayOf('2024-01-03')], revenue: [300, 123_500], signs: [] }],
      first: dayOf('2024-01-01'),
      end: dayOf('2024-01-03'),
    });
  });

  test.each([
    ['customer\tat\tamount\nx\t20240102\t$ 4.00\n', 400],
    ['revenue_gbp,order_ts,customerid\n4,2024-01-02T23:59:59Z,x\n', 400],
    ['timestamp,customer,revenue\n2024-01-02 08:00:00 UTC,x,4.00000000001\n', 400],
    ['InvoiceDate,CustomerID,Quantity,UnitPrice\n1/2/2024 8:26,x,2,2.00\n', 400],
    ['customer_id date number_of_cds dollar_value\n 0001 20240102  1   4.00\n', 400],
    ['customer,date\nx,2024-01-02\n', null],
  ])('are found by the names of their columns: %j', async (text, revenue) => {
    // Another row tells that months stand first.
    const { base } = await read(text.includes('/') ? `${text}12/31/2023 8:26,y,1,1\n` : text);
    expect(base.histories[0]).toEqual({ days: [dayOf('2024-01-02')], revenue: [revenue], signs: [] });
  });

  test('may be packed, or the files of CDNOW without a head', async () => {
    const packed = await read(gzipSync('customer,date\nx,2024-01-02\n'), 'orders.csv.gz');
    expect(packed.base.histories).toHaveLength(1);
    const master = await read(' 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n', 'CDNOW_master.txt');
    expect(master.base.histories.map(({ revenue }) => revenue)).toEqual([[1_177], [1_200]]);
    const sample = await read(' 00004 0001 19970101  2   29.33\n', 'CDNOW_sample.txt');
    expect(sample.base.histories).toEqual([{ days: [dayOf('1997-01-01')], revenue: [2_933], signs: [] }]);
  });

  test('tell which rows cannot be read, and go on', async () => {
    const bad = [
      ',2024-01-01,1',
      'b,someday,1',
      'c,2031-01-01,1',
      'd,2024-01-01,-5',
      'e',
      'f,2024-01-01,"1',
      'g,2024-01-01,?',
    ];
    const { base, notes } = await read(['customer,date,amount', 'a,2024-01-01,1', ...bad, 'h,2024-01-02,2'].join('\n'));
    expect(base.histories.map(({ revenue }) => revenue)).toEqual([[100], [null], [200]]);
    const [rows, left, odd] = notes;
    expect(rows).toBe('9 rows: customer in customer, day in date (iso), revenue in amount');
    expect(left).toContain('6 rows are left out');
    for (const why of [
      'no customer (first in line 3)',
      'no date',
      'in the future',
      'negative',
      'columns',
      'a quote is opened',
    ]) {
      expect(left).toContain(why);
    }
    expect(odd).toContain('1 rows count without revenue: 1 × no amount (first in line 9)');
  });

  test.each([
    ['', 'the file is empty'],
    ['foo,when\n1,2\n', 'no column for the customer and the date; found are "foo", "when"; needed are customer'],
    ['customer,date\nx,someday\n', 'none of its 1 rows could be read: 1 × no date (first in line 2)'],
    ['customer,date\nx,3/4/2024\n', 'may be day or month first'],
  ])('that are none say what is wrong: %j', async (text, words) => {
    await expect(read(text)).rejects.toThrow(words);
  });
});

test('a folder without reference data stands for the files in it and the simulated bases', async () => {
  const own = await mkdtemp(join(folder, 'own-'));
  const names = () => sourcesOf([own]).map(({ name }) => name.replace(/:.*/, ''));
  expect(names()).toEqual(['CDNOW', 'online retail', 'simulated', 'simulated', 'simulated']);
  await writeFile(join(own, 'shop.csv'), 'customer,date\n');
  await writeFile(join(own, 'notes.json'), '{}');
  expect(names()).toEqual(['shop.csv', 'simulated', 'simulated', 'simulated']);
  expect(sourcesOf([join(own, 'shop.csv')]).map(({ name }) => name)).toEqual(['shop.csv']);
});
