import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, inject, test } from 'vitest';
import { DAY, isoTime } from '../../domain/time.ts';
import { startBuilt } from '../faults/built.ts';
import { eventually, file, ImportWorld } from './import-world.ts';

let world: ImportWorld;
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world.close();
});

async function workerElsewhere(stuckIn: 'insert' | 'create'): Promise<ChildProcess> {
  const given = [world.uri, inject('temporalAddress'), world.taskQueue, inject('workflowBundlePath'), stuckIn];
  const child = await startBuilt(new URL('import-worker.ts', import.meta.url), given);
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const CUSTOMERS = 600;
const ORDERS = 3_000;

test('an import outlives workers that are killed while reading and while scoring: nothing is lost or doubled', async () => {
  world = await ImportWorld.open({ worker: false });
  const at = Date.now() - 20 * DAY;
  const rows = Array.from({ length: ORDERS }, (_, n) => {
    return [`o${n}`, `c${n % CUSTOMERS}`, isoTime(at + n), n % 100] as const;
  });
  const first = await workerElsewhere('insert');
  const job = await world.send(file(...rows));
  // The store and not the job's counts, which may say nothing for half a second.
  await eventually(async () => (await world.events()).length >= 1_000);
  await kill(first);
  expect((await world.job(job._id)).phase).toBe('reading');

  const second = await workerElsewhere('create');
  await eventually(async () => (await world.customers()).length >= 500);
  await kill(second);
  expect((await world.job(job._id)).phase).toBe('scoring');

  await world.startWorker();
  const ended = await world.ended(job._id);
  expect(ended).toMatchObject({ state: 'done' });
  expect(ended.counts).toEqual({ imported: ORDERS, ahead: 0, duplicates: 0, rejected: 0, customers: CUSTOMERS });
  const customers = await world.customers();
  expect(customers).toHaveLength(CUSTOMERS);
  expect(customers.every(({ orders }) => orders === ORDERS / CUSTOMERS)).toBe(true);
  const revenue = rows.reduce((sum, [, , , amount]) => sum + amount * 100, 0);
  expect(customers.reduce((sum, row) => sum + row.revenue, 0)).toBe(revenue);
  for (const name of ['c0', 'c300', 'c599']) {
    expect((await world.workflow(name).describe()).historyLength).toBe(1);
  }
}, 240_000);
