import { afterEach, describe, expect, test } from 'vitest';
import { isRefundOfOrder, refundsOf } from './import-refunds.ts';
import { eventually, ImportWorld, type WorldOptions } from './import-world.ts';

let world: ImportWorld;
const open = async (options?: WorldOptions) => (world = await ImportWorld.open(options));
afterEach(() => world.close());

const CLOCK = Date.parse('2011-12-10T00:00:00Z');
const HEADER = 'id,customer,at,amount,of';
const NAMED = { mapping: { order: 'of' }, kind: 'orders' } as const;
const file = (...rows: readonly string[]) => [HEADER, ...rows, ''].join('\n');

/** What a customer's ledger says of a whole life. */
async function life(customer: string) {
  const row = await world.customer(customer);
  const { orders, revenue, early } = row?.state.ledger ?? {};
  return { orders, revenue, early };
}

describe('refunds in a file', () => {
  test('do exactly what they do as events: before their purchase, several of one order, of orders nobody knows', async () => {
    await open({ clock: CLOCK });
    const told = [
      ['r1', '2011-09-01', -20, 'o1'],
      ['o1', '2011-10-01', 50, ''],
      ['r2', '2011-10-03', -10, 'o1'],
      ['o2', '2011-10-02', 30, ''],
      ['r3', '2011-10-04', -30, 'o2'],
      ['r4', '2011-10-04', -99, 'o2'],
      ['r5', '2011-10-05', -5, 'elsewhere'],
    ] as const;
    const job = await world.import(
      file(...told.map(([id, at, amount, of]) => `f-${id},by-file,${at},${amount},${of === '' ? '' : `f-${of}`}`)),
      NAMED,
    );
    expect(job.counts).toMatchObject({ imported: 6, refunds: 4, rejected: 1, customers: 1 });
    expect(job.refused).toMatchObject([{ reason: 'refund-above-order', rows: 1, line: 7 }]);
    for (const [id, at, amount, order] of told) {
      const common = { id: `e-${id}`, customer: 'by-event', at: `${at}T00:00:00Z`, amount: Math.abs(amount) * 100 };
      await world.tell(
        order === '' ? { ...common, type: 'purchase' } : { ...common, type: 'refund', order: `e-${order}` },
      );
    }
    await eventually(async () => (await life('by-event')).early === 1);
    expect(await life('by-file')).toEqual({ orders: 1, revenue: 2_000, early: 1 });
    expect(await life('by-event')).toEqual(await life('by-file'));
  });

  test('wait for an order that comes later, by whatever way', async () => {
    await open({ clock: CLOCK });
    await world.import(file('o1,c1,2011-10-01,10,', 'r1,c1,2011-10-02,-4,o2'), NAMED);
    expect(await life('c1')).toEqual({ orders: 1, revenue: 1_000, early: 1 });
    await world.tell({ id: 'o2', type: 'purchase', customer: 'c1', at: '2011-10-01T10:00:00Z', amount: 900 });
    await eventually(async () => (await life('c1')).early === 0);
    expect(await life('c1')).toEqual({ orders: 2, revenue: 1_500, early: 0 });
  });

  test('that name no order are taken off the customer’s own orders, and what is over is said', async () => {
    await open({ clock: CLOCK });
    const job = await world.import(
      file(
        'o1,c1,2011-10-01,50,',
        'o2,c1,2011-10-02,30,',
        'C1,c1,2011-10-03,-50,',
        'C2,c1,2011-10-04,-40,',
        'C3,c2,2011-10-04,-7,',
        'o3,c1,2011-10-05,8,',
      ),
      { kind: 'orders' },
    );
    expect(job.counts).toMatchObject({ imported: 6, refunds: 3, unmatched: 2, customers: 2 });
    expect(await life('c1')).toEqual({ orders: 1, revenue: 800, early: 1 });
    expect(await life('c2')).toEqual({ orders: 0, revenue: 0, early: 1 });
    expect(refundsOf(await world.events())).toEqual(['C1: o1 5000', 'C2: C2 1000', 'C2: o2 3000', 'C3: C3 700']);
  });

  test('are known again when the file is sent again', async () => {
    await open({ clock: CLOCK });
    const text = file('o1,c1,2011-10-01,50,', 'o2,c1,2011-10-02,30,', 'C2,c1,2011-10-04,-40,');
    await world.import(text, { kind: 'orders' });
    const again = await world.import(text, { kind: 'orders' });
    expect(again.counts).toMatchObject({ imported: 0, duplicates: 3, rejected: 0 });
    expect(await life('c1')).toEqual({ orders: 1, revenue: 4_000, early: 0 });
    expect(isRefundOfOrder(await world.events(), 'C2', 'o2')).toBe(true);
  });

  test('reach a customer who lives already, also off orders of an earlier file', async () => {
    await open({ clock: CLOCK });
    await world.import(file('o1,c1,2011-10-01,50,', 'o2,c1,2011-10-02,30,'), { kind: 'orders' });
    const job = await world.import(file('C1,c1,2011-10-03,-35,'), { kind: 'orders' });
    expect(job.counts).toMatchObject({ imported: 1, refunds: 1, unmatched: 0 });
    await eventually(async () => (await life('c1')).revenue === 4_500);
    expect(await life('c1')).toEqual({ orders: 1, revenue: 4_500, early: 0 });
  });

  test('ahead of the test clock happen when it reaches them', async () => {
    await open({ clock: CLOCK });
    const job = await world.import(file('o1,c1,2011-10-01,50,', 'C1,c1,2011-12-20,-35,'), { kind: 'orders' });
    expect(job.counts).toMatchObject({ ahead: 1, refunds: 1, unmatched: 0 });
    expect(await life('c1')).toEqual({ orders: 1, revenue: 5_000, early: 0 });
    expect(isRefundOfOrder(await world.events(), 'C1', 'o1')).toBe(true);
  });

  test('whose worker dies while it looks for their orders are found once', async () => {
    let failures = 1;
    await open({
      clock: CLOCK,
      deps: ({ returns }) => ({
        returns: {
          histories: (of) => returns.histories(of),
          async replace(...args) {
            await returns.replace(...args);
            failures -= 1;
            if (failures >= 0) throw new Error('failed after it had written');
          },
        },
      }),
    });
    await world.import(file('o1,c1,2011-10-01,50,', 'o2,c1,2011-10-02,30,', 'C2,c1,2011-10-04,-40,'), {
      kind: 'orders',
    });
    expect(refundsOf(await world.events())).toEqual(['C2: o1 1000', 'C2: o2 3000']);
    expect(await life('c1')).toEqual({ orders: 1, revenue: 4_000, early: 0 });
  });
});
