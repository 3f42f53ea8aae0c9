import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { afterEach, describe, expect, test } from 'vitest';
import type { JobRow } from '../../db/jobs/rows.ts';
import { mongoJobStore } from '../../db/jobs/store.ts';
import { UploadGone } from '../../db/jobs/uploads.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { DAY, isoTime, MINUTE } from '../../domain/time.ts';
import { openJobs } from '../../jobs/open.ts';
import { eventually, file, HEADER, ImportWorld, PLAIN, type WorldOptions } from './import-world.ts';
import { withChanges } from './import-changes.ts';

let world: ImportWorld;
const open = async (options?: WorldOptions) => (world = await ImportWorld.open(options));
afterEach(() => world.close());

const daysAgo = (days: number) => isoTime(Date.now() - days * DAY);

describe('a job', () => {
  test('keeps a second one of its workspace waiting outside', async () => {
    await open({ worker: false });
    const first = await world.send(file(['o1', 'c1', daysAgo(1), 1]));
    expect(await world.begin(file(['o2', 'c1', daysAgo(1), 1]))).toMatchObject({ is: 'busy', job: { _id: first._id } });
  });

  test('whose upload was abandoned gives way', async () => {
    await open();
    const stale = await world.send(file(['o1', 'c1', daysAgo(1), 1]), {});
    await world.ended(stale._id);
    const { active: _active, ...row } = await world.job(stale._id);
    const abandoned = { ...row, _id: 'gone', state: 'queued', phase: 'uploading', active: 1, changedAt: 0 } as const;
    await mongoJobStore(world.store).begin(abandoned);
    expect(await world.import(file(['o2', 'c1', daysAgo(1), 1]))).toMatchObject({ state: 'done' });
    expect(await world.jobs.rows.find(world.workspace, 'gone')).toBeNull();
  });

  test('called off while its file is still arriving leaves nothing of the file', async () => {
    await open({ worker: false });
    let job: JobRow | undefined;
    const body = Readable.from(
      (async function* () {
        yield Buffer.from(file(['o1', 'c1', daysAgo(1), 1]));
        [job] = await eventually(async () => {
          const jobs = await world.jobs.rows.list(world.workspace, 1);
          return jobs.length > 0 && jobs;
        });
        if (job) await world.jobs.cancel(job);
        yield Buffer.alloc(3 << 20, 'x\n');
      })(),
      { highWaterMark: 1 },
    );
    await expect(world.jobs.beginImport(await world.workspaceRow(), PLAIN, body)).rejects.toThrow('called off');
    expect(await world.job(job?._id ?? '')).toMatchObject({ state: 'cancelled' });
    expect(await world.uploads()).toBe(0);
  });

  test('that could not be set going, because Temporal was away, waits until somebody tries again', async () => {
    await open();
    const nowhere = new Client({ connection: TemporalConnection.lazy({ address: '127.0.0.1:1' }) });
    const failures: unknown[] = [];
    const options = {
      connection: world.store,
      taskQueue: world.taskQueue,
      failed: (error: unknown) => failures.push(error),
    };
    const cutOff = openJobs({ ...options, client: nowhere, now: Date.now });
    const begun = await cutOff.beginImport(
      await world.workspaceRow(),
      PLAIN,
      Readable.from([file(['o1', 'c1', daysAgo(1), 1])]),
    );
    expect(begun).toMatchObject({ is: 'begun', job: { state: 'queued', phase: 'waiting' } });
    await eventually(async () => failures.length === 1);
    const later = openJobs({ ...options, client: world.client, now: () => Date.now() + MINUTE });
    await later.launchWaiting();
    expect(await world.ended('job' in begun ? begun.job._id : '')).toMatchObject({ state: 'done' });
  });

  test('whose file is gone fails, says why, and keeps nobody waiting', async () => {
    await open({
      deps: () => ({
        uploads: {
          save: async () => undefined,
          remove: async () => undefined,
          read: () => {
            throw new UploadGone('the uploaded file is gone');
          },
        },
      }),
    });
    const job = await world.import(file(['o1', 'c1', daysAgo(1), 1]));
    expect(job).toMatchObject({ state: 'failed', error: 'the uploaded file is gone', removed: 0 });
  });

  test('called off while it reads takes back what it has read, and the file can be imported again', async () => {
    await open({
      deps: () => ({
        uploads: {
          save: async () => undefined,
          remove: async () => undefined,
          // Never ends, so only being called off can end it.
          async *read() {
            yield Buffer.from(`${HEADER}\n`);
            for (let n = 0; ; n += 1) {
              yield Buffer.from(`o${n},c${n},2011-01-01,1\n`);
              await pause(10);
            }
          },
        },
      }),
    });
    const job = await world.send(file(['o1', 'c1', '2011-01-01', 1]), { kind: 'orders' });
    await eventually(async () => (await world.job(job._id)).counts.imported > 0);
    await world.jobs.cancel(await world.job(job._id));
    const ended = await world.ended(job._id);
    expect(ended).toMatchObject({ state: 'cancelled', counts: { customers: 0 } });
    expect(ended.removed).toBeGreaterThanOrEqual(ended.counts.imported);
    expect(await world.events()).toEqual([]);
    expect(await world.customers()).toEqual([]);
  });

  test('of a file whose every line opens a quote, and that never ends, hears at once that it was called off', async () => {
    const hostile = Buffer.from('a","b\n'.repeat(200_000));
    await open({
      deps: () => ({
        uploads: {
          remove: async () => undefined,
          // Never waits for anything, so that only the reader itself can give others their turn.
          async *read() {
            yield Buffer.from(`${HEADER}\n`);
            for (;;) yield hostile;
          },
        },
      }),
    });
    const job = await world.send(file(['o1', 'c1', '2011-01-01', 1]), { kind: 'orders' });
    await eventually(async () => (await world.job(job._id)).counts.rejected > 1_000);
    const calledOff = Date.now();
    await world.jobs.cancel(await world.job(job._id));
    expect(await world.ended(job._id)).toMatchObject({ state: 'cancelled', counts: { imported: 0 } });
    // A second, and what two cores need besides for a busy test run.
    expect(Date.now() - calledOff).toBeLessThan(10_000);
  });

  test('called off while it scores keeps those who are scored, with their workflows', async () => {
    const id = (n: number) => `c${String(n).padStart(5, '0')}`;
    await open({
      deps: ({ imported }) =>
        withChanges(imported, {
          async *events(...args: Parameters<typeof imported.events>) {
            let customers = 0;
            for await (const row of imported.events(...args)) {
              customers += 1;
              if (customers <= 500) yield row;
              else for (let n = 0; ; n += 1) yield { ...row, customer: customerId.parse(`x${n}`) };
            }
          },
          create: async (...[of, rows]: Parameters<typeof imported.create>) => {
            if (rows[0]?.customer.startsWith('c')) return await imported.create(of, rows);
            await pause(200);
            return [];
          },
        }),
    });
    const rows = Array.from({ length: 800 }, (_, n) => [`o${n}`, id(n), daysAgo(9), 1] as const);
    const job = await world.send(file(...rows));
    await eventually(async () => (await world.job(job._id)).counts.customers >= 500);
    await world.jobs.cancel(await world.job(job._id));
    const ended = await world.ended(job._id);
    expect(ended).toMatchObject({ state: 'cancelled', removed: 300 });
    expect(await world.customers()).toHaveLength(500);
    expect(await world.events()).toHaveLength(500);
    expect((await world.workflow(id(0)).describe()).historyLength).toBe(1);
    expect((await world.workflow(id(499)).describe()).historyLength).toBe(1);
  });

  test('whose worker fails between any two writes goes on, doubling nothing and calling nothing a duplicate', async () => {
    const failing = new Set(['insert 2', 'create 2', 'create 3', 'folded 1']);
    const calls = new Map<string, number>();
    const fails = (what: string) => {
      const nth = (calls.get(what) ?? 0) + 1;
      calls.set(what, nth);
      if (failing.delete(`${what} ${nth}`)) throw new Error(`${what} failed after it had written`);
    };
    await open({
      deps: ({ imported }) =>
        withChanges(imported, {
          insert: async (...args: Parameters<typeof imported.insert>) => {
            const verdicts = await imported.insert(...args);
            fails('insert');
            return verdicts;
          },
          create: async (...args: Parameters<typeof imported.create>) => {
            const existing = await imported.create(...args);
            fails('create');
            return existing;
          },
          async *folded(...args: Parameters<typeof imported.folded>) {
            for await (const row of imported.folded(...args)) {
              yield row;
              if (row.customer.endsWith('0300')) fails('folded');
            }
          },
        }),
    });
    const rows = Array.from({ length: 2_400 }, (_, n) => {
      return [`o${n}`, `c${String(n % 600).padStart(4, '0')}`, daysAgo(9 + (n % 7)), '0.01'] as const;
    });
    const job = await world.import(file(...rows));
    expect(failing.size).toBe(0);
    expect(job.counts).toEqual({ imported: 2_400, ahead: 0, duplicates: 0, rejected: 0, customers: 600 });
    const customers = await world.customers();
    expect(customers).toHaveLength(600);
    expect(customers.every(({ orders, revenue }) => orders === 4 && revenue === 4)).toBe(true);
    expect(await world.journalLength()).toBe(0);
  });
});
