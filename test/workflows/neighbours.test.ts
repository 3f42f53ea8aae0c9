import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceId, customerId } from '../../domain/ids.schema.ts';
import { eventCollection } from '../../db/events/events.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { customerKey, workflowId } from '../../domain/keys.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { eventually } from './harness.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { saidBy } from '../said-by.ts';

const KB = 1_024;
const MB = 1_024 * KB;

let all: Neighbourhood;
beforeAll(async () => {
  all = await Neighbourhood.open();
});
afterAll(async () => await all.close());

test('given 50 requests of 36 large events for one customer, then nobody else waits, all are applied, and the history stays small', async () => {
  const loud = await all.workspace('loud');
  const customer = 'c-loud';
  const note = 'x'.repeat(10 * KB);
  const request = (index: number) =>
    Array.from({ length: 36 }, (_, place) => ({
      id: `e-${index}-${place}`,
      customer,
      type: 'view',
      data: { note, place },
    }));
  await all.expectNobodyWaits(async () => {
    const requests = Array.from({ length: 50 }, (_, index) => index);
    await forEachAtOnce(4, requests, async (index) => await all.accept(all.rows(loud, request(index))));
    await all.untilApplied(loud);
  });
  expect(await eventCollection(all.store).countDocuments({ workspace: loud._id })).toBe(50 * 36);
  const sizes = await sizesOf(workflowId(customerKey(loud._id, customerId.parse(customer))));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2 * MB);
});

/** Bytes of history, run by run. */
async function sizesOf(id: string): Promise<readonly number[]> {
  const { workflow } = all.client;
  const runs = await eventually(async () => {
    const found = [];
    for await (const run of workflow.list({ query: `WorkflowId = "${id}"` })) found.push(run.runId);
    return found.length > 0 && found;
  });
  const told = await Promise.all(runs.map(async (run) => await workflow.getHandle(id, run).describe()));
  return told.map(({ historySize = 0 }) => historySize);
}

test.each([
  ['are refused', saidBy(3, 'INVALID_ARGUMENT')],
  ['find Temporal away', saidBy(14, 'UNAVAILABLE')],
])(
  'given 1,000 rows whose deliveries %s again and again, then nobody else waits, nor do those behind them',
  async (_what, failure) => {
    const loud = await all.workspace('loud');
    const behind = await all.workspace('behind');
    const names = Array.from({ length: 20 }, (_, index) => `behind-${index}`);
    all.failing = (workspace) => (workspace === loud._id ? failure : undefined);
    const due = (rows: ReturnType<Neighbourhood['rows']>) => rows.map((row) => ({ ...row, due: 0 }));
    const stuck = Array.from({ length: 1_000 }, (_, index) => ({
      id: `e-${index}`,
      customer: `c-${index % 250}`,
      type: 'view',
    }));
    await all.expectNobodyWaits(async () => {
      const begun = performance.now();
      await all.ingest.events.insert(due(all.rows(loud, stuck)));
      await all.ingest.events.insert(
        due(
          all.rows(
            behind,
            names.map((customer) => ({ id: customer, customer, type: 'view' })),
          ),
        ),
      );
      await all.untilApplied(behind);
      // Until the rows are due again.
      await pause(Math.max(0, 4_000 - (performance.now() - begun)));
    });
    expect(await all.notApplied(loud)).toHaveLength(1_000);
    all.failing = () => undefined;
    await eventCollection(all.store).deleteMany({ workspace: loud._id });
  },
);

test('given an import of 500 customers, then nobody else waits', async () => {
  const loud = await all.workspace('loud');
  const lines = Array.from({ length: 2_000 }, (_, index) =>
    [`o-${index}`, `c-${index % 500}`, isoTime(Date.now() - (1 + (index % 300)) * DAY), '20.00'].join(','),
  );
  const csv = ['id,customer,at,amount', ...lines, ''].join('\n');
  await all.expectNobodyWaits(async () => {
    const options = { format: 'csv', mapping: {}, source: sourceId.parse('api') } as const;
    const begun = await all.jobs.beginImport(loud, options, Readable.from([Buffer.from(csv)]));
    if (begun.is !== 'begun') throw new Error(JSON.stringify(begun));
    const ended = await eventually(async () => {
      const job = await all.jobs.rows.find(loud._id, begun.job._id);
      return job !== null && job.active === undefined && job;
    });
    expect(ended.state).toBe('done');
  });
  expect(await customerCollection(all.store).countDocuments({ workspace: loud._id })).toBe(500);
});
