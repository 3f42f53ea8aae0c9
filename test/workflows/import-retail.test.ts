import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { isFaults, parseMapping } from '../../imports/mapping.ts';
import { ORDER_FIELDS } from '../../imports/order-columns.ts';
import { eventually, ImportWorld, PLAIN } from './import-world.ts';

const RETAIL = fileURLToPath(new URL('../../../shared/data/online-retail/online_retail_orders.csv', import.meta.url));
const DAY = 86_400_000;
const CLOCK = Date.parse('2011-12-10T00:00:00Z');

let world: ImportWorld;
afterEach(() => world.close());

interface Oracle {
  readonly segments: ReadonlyMap<string, number>;
  readonly revenue: number;
  readonly customers: number;
}

/** The same from the file alone, as simply as can be: no ledger, no schema, no code in common. */
async function oracle(): Promise<Oracle> {
  const rows = (await readFile(RETAIL, 'utf8')).trim().split('\n').slice(1);
  const orders = new Map<string, { at: number; pence: number }[]>();
  for (const row of rows) {
    const [, customer = '', time = '', pounds = ''] = row.split(',');
    const order = { at: Date.parse(`${time.replace(' ', 'T')}Z`), pence: Math.round(Number(pounds) * 100) };
    orders.set(customer, [...(orders.get(customer) ?? []), order]);
  }
  const segments = new Map<string, number>();
  let revenue = 0;
  for (const all of orders.values()) {
    const days = Math.floor((CLOCK - Math.max(...all.map(({ at }) => at))) / DAY);
    const inWindow = all.filter(({ at }) => Math.floor(at / DAY) >= CLOCK / DAY - 365);
    const segment = segmentOf(days, inWindow.length);
    segments.set(segment, (segments.get(segment) ?? 0) + 1);
    revenue += inWindow.reduce((sum, { pence }) => sum + pence, 0);
  }
  return { segments, revenue, customers: orders.size };
}

function segmentOf(days: number, orders: number): string {
  const isFrequent = orders >= 4;
  if (days <= 40) return isFrequent ? 'champions' : 'potential-loyalist';
  if (days <= 90) return isFrequent ? 'loyal' : 'potential-loyalist';
  if (days <= 180) return isFrequent ? 'loyal' : 'needs-attention';
  if (orders >= 3) return 'at-risk';
  return days <= 365 ? 'hibernating' : 'lost';
}

describe.skipIf(!existsSync(RETAIL) && !process.env['CI'])('the orders of a real shop', () => {
  test('are imported whole, and every segment has as many customers as the file itself says', async () => {
    world = await ImportWorld.open({ clock: CLOCK });
    const map = 'customer:customer_id,id:invoice_no,at:order_ts,amount:revenue_gbp';
    const mapping = parseMapping(map, ORDER_FIELDS);
    if (isFaults(mapping)) throw new Error('the mapping is not right');
    const begun = await world.jobs.beginImport(
      await world.workspaceRow(),
      { ...PLAIN, mapping },
      createReadStream(RETAIL),
    );
    if (begun.is !== 'begun') throw new Error(JSON.stringify(begun));
    // Starting all the workflows would only take time here: the bench does.
    const job = await eventually(async () => {
      const row = await world.job(begun.job._id);
      return (row.phase === 'starting' || row.active === undefined) && row;
    });
    expect(job.counts).toEqual({ imported: 18_532, ahead: 0, duplicates: 0, rejected: 0, customers: 4_338 });

    const expected = await oracle();
    const customers = await world.customers();
    const found = new Map<string | null, number>();
    for (const { segment } of customers) found.set(segment, (found.get(segment) ?? 0) + 1);
    expect(customers).toHaveLength(expected.customers);
    expect(found).toEqual(expected.segments);
    expect(customers.reduce((sum, row) => sum + row.revenue, 0)).toBe(expected.revenue);
  }, 120_000);
});
