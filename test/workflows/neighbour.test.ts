import { randomUUID } from 'node:crypto';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createActivities, MAIL_LINES } from '../../activities/index.ts';
import { connectStore } from '../../db/connection.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { customerId, workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { openIngest, wakesOf } from '../../ingest/open.ts';
import { createWorker } from '../../worker/worker.ts';
import { aPlaybook } from '../builders.ts';
import { databaseUri } from '../database-uri.ts';
import { eventually } from './harness.ts';
import { quietly } from './quietly.ts';

const FLOOD = 800;
const LONE_EVENTS = 9;
/** What a worker has taken already cannot be taken back from it, and the server looks ahead a little. */
const MAY_PASS = FLOOD / 8;

/** Two workspaces on one store, one Temporal server and, when it is started, one worker. */
async function openStreet() {
  quietly();
  const address = inject('temporalAddress');
  const [store, connection, native] = await Promise.all([
    connectStore(databaseUri(inject('mongodbUri'), `street-${randomUUID().slice(0, 8)}`)),
    TemporalConnection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const taskQueue = `street-${randomUUID()}`;
  const wakes = wakesOf(new Client({ connection }), { taskQueue });
  const ingest = openIngest({ connection: store, ...wakes, now: Date.now, failed: () => undefined });
  const activities = createActivities({
    connection: store,
    smtpUrl: undefined,
    mailboxUrl: 'smtp://127.0.0.1:1',
    from: 'shop@example.com',
  });
  await ensureIndexes(store);
  let stopWorker: () => Promise<void> = async () => undefined;
  onTestFinished(async () => {
    await stopWorker();
    await store.dropDatabase();
    await Promise.all([store.close(), connection.close(), native.close()]);
  });
  return {
    async workspace(): Promise<WorkspaceId> {
      const _id = workspaceId.parse(`shop-${randomUUID().slice(0, 8)}`);
      await workspaceCollection(store).insertOne({ _id, currency: 'GBP', timezone: 'UTC', playbook: 1, createdAt: 0 });
      await mongoPlaybookStore(store).publish(_id, { ...aPlaybook(), version: 1 });
      return _id;
    },
    async startWorker() {
      const bundle = { codePath: inject('workflowBundlePath') };
      const worker = await createWorker({
        connection: native,
        namespace: 'default',
        activities,
        mailLines: MAIL_LINES,
        taskQueue,
        workflowBundle: bundle,
      });
      const running = worker.run();
      stopWorker = async () => {
        worker.shutdown();
        await running;
      };
    },
    async buy(workspace: WorkspaceId, customer: string) {
      const row = await workspaceCollection(store).findOne({ _id: workspace });
      if (row === null) throw new Error('the workspace is gone');
      const event = wireEvent.parse({ id: `${customer}:${randomUUID()}`, customer, type: 'purchase', amount: 4_000 });
      await acceptEvents(ingest, [eventRow(event, { workspace: row, receivedAt: Date.now() })]);
    },
    async ordersOf(workspace: WorkspaceId, customer: string) {
      const _id = customerKey(workspace, customerId.parse(customer));
      return (await customerCollection(store).findOne({ _id }))?.orders ?? 0;
    },
    appliedIn: async (workspace: WorkspaceId) => await customerCollection(store).countDocuments({ workspace }),
  };
}

test('given a workspace with a thousand customers to be decided, when a lone event of another arrives, then it does not wait behind them', async () => {
  const street = await openStreet();
  const [loud, quiet] = [await street.workspace(), await street.workspace()];
  const customers = Array.from({ length: FLOOD }, (_, n) => `c-${n}`);
  await forEachAtOnce(16, customers, async (customer) => await street.buy(loud, customer));
  await street.startWorker();
  await eventually(async () => (await street.appliedIn(loud)) > 0);
  const passed: number[] = [];
  for (let n = 1; n <= LONE_EVENTS; n += 1) {
    const before = await street.appliedIn(loud);
    // Some are of a new customer, some of one who is known to the worker.
    const customer = `lone-${n % 3}`;
    const orders = await street.ordersOf(quiet, customer);
    await street.buy(quiet, customer);
    await eventually(async () => (await street.ordersOf(quiet, customer)) > orders);
    passed.push((await street.appliedIn(loud)) - before);
  }
  expect(await street.appliedIn(loud), 'the flood goes on to the end').toBeLessThan(FLOOD);
  expect(Math.max(...passed)).toBeLessThan(MAY_PASS);
});
