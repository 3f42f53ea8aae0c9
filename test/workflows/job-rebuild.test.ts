import { afterEach, expect, test } from 'vitest';
import { customerCollection } from '../../db/customers/customers.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { eventually } from './import-world.ts';
import { JobWorld } from './job-world.ts';

let world: JobWorld;
afterEach(() => world.close());

const ago = (days: number) => Date.now() - days * DAY;

async function rebuilt() {
  const { _id } = await world.begin({ kind: 'rebuild' });
  const row: JobRow = await world.ended(_id);
  if (row.kind !== 'rebuild') throw new Error(`${_id} is no rebuild`);
  expect(row.state).toBe('done');
  return { id: _id, result: row.result };
}

test('what was imported and what happened since follows from the events; a tampered row is found', async () => {
  world = await JobWorld.open();
  const { shop } = world;
  const base = Array.from({ length: 20 }, (_, n) => ({
    customer: `c${n}`,
    at: [ago(400 + n), ago(90 + 3 * n), ago(2 + n)],
    amount: 1_000 + n,
  }));
  await world.settle(base);
  await world.startWorker();
  const purchase = (id: string, customer: string, days: number) =>
    shop.tell({ id, customer, type: 'purchase', amount: 2_500, at: isoTime(ago(days)) });
  await purchase('p1', 'c1', 0);
  await purchase('p2', 'new', 40);
  await purchase('p3', 'new', 3);
  await shop.tell({ id: 'r1', customer: 'c1', type: 'refund', order: 'p1', amount: 500, at: isoTime(ago(0)) });
  await shop.tell({ id: 'r2', customer: 'c2', type: 'refund', order: 'c2-2', amount: 1_002, at: isoTime(ago(0)) });
  await shop.tell({ id: 'v1', customer: 'c3', type: 'view', at: isoTime(ago(1)) });
  await eventually(async () => {
    const rows = new Map((await shop.customers()).map((row) => [String(row.customer), row.state]));
    const revenue = (name: string) => rows.get(name)?.ledger.revenue;
    const isThere = revenue('c1') === 5_003 && revenue('new') === 5_000 && revenue('c2') === 2_004;
    return isThere && (rows.get('c3')?.signals.length ?? 0) > 0;
  });

  const first = await rebuilt();
  expect(await world.jobs.differences.list(first.id, { limit: 10 })).toEqual([]);
  expect(first.result).toEqual({ customers: 21, differing: 0, differences: 0, events: 66 });

  const key = (await shop.customer('c7'))?._id;
  if (key === undefined) throw new Error('c7 is gone');
  const tampering = { $set: { 'state.ledger.revenue': 1 } };
  await customerCollection(shop.store).updateOne({ _id: key }, tampering);
  const second = await rebuilt();
  expect(second.result).toMatchObject({ customers: 21, differing: 1 });
  expect(await world.jobs.differences.list(second.id, { limit: 10 })).toContainEqual(
    expect.objectContaining({ customer: 'c7', field: 'revenue', live: '1', rebuilt: '3021' }),
  );
});

test('a rebuild that is interrupted goes on where it was', async () => {
  world = await JobWorld.open();
  const customers = Array.from({ length: 150 }, (_, n) => ({ customer: `c${n}`, at: [ago(5)], amount: 100 }));
  await world.settle(customers);
  const asked: (string | null)[] = [];
  await world.startWorker((deps) => ({
    customers: {
      ...deps.customers,
      marks: async (workspace, after, limit) => {
        asked.push(after);
        if (asked.length === 2) throw new Error('the store is away');
        return await deps.customers.marks(workspace, after, limit);
      },
    },
  }));
  const { result } = await rebuilt();
  expect(result).toEqual({ customers: 150, differing: 0, differences: 0, events: 150 });
  expect(asked[0]).toBeNull();
  expect(asked.slice(1)).not.toContain(null);
});
