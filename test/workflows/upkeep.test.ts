import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import { afterEach, expect, inject, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { startStandIn } from '../../channels/standin.ts';
import { mongoContactStore } from '../../db/customers/contacts.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { jobCollection } from '../../db/jobs/store.ts';
import { mongoIysConsents } from '../../db/messaging/iys-consents.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { DAY, HOUR, SECOND } from '../../domain/time.ts';
import { beginIysExchange } from '../../jobs/launch.ts';
import { createWorker } from '../../worker/worker.ts';
import { EARLIER_TASK_WORKFLOW, UPKEEP_WORKFLOW, workflowIdOf } from '../../workflows/job-messages.ts';
import { IYS_STEPS, iysExchangeId } from '../../workflows/iys-messages.ts';
import { registerOn } from './iys-rows.ts';
import { eventually, JobWorld } from './job-world.ts';

/** What a worker that stops leaves to activities which do not hear of it. */
const GRACE = 20 * SECOND;

let world: JobWorld;
afterEach(() => world.close());

const uncounted = async () => await customerCollection(world.shop.store).countDocuments({ uncounted: 1 });

test('one workflow counts what was decided, says what it is at, and is started again where somebody has ended it', async () => {
  world = await JobWorld.open();
  const { client } = world.shop;
  await world.settle([{ customer: 'c1', at: [Date.now() - 9 * DAY], amount: 100 }]);
  expect(await uncounted()).toBe(1);
  await world.startWorker();
  await world.jobs.launchUpkeep();
  const handle = client.workflow.getHandle(UPKEEP_WORKFLOW);
  const { runId } = await handle.describe();
  await eventually(async () => (await uncounted()) === 0);
  const doing = await eventually(async () => {
    const [pending] = (await handle.describe()).raw.pendingActivities ?? [];
    const [payload] = pending?.heartbeatDetails?.payloads ?? [];
    return payload?.data && Buffer.from(payload.data).toString();
  });
  expect(JSON.parse(doing)).toEqual({ doing: expect.any(String) });

  await world.jobs.launchUpkeep();
  expect((await handle.describe()).runId).toBe(runId);
  await handle.terminate('a test');
  await world.jobs.launchUpkeep();
  const again = await handle.describe();
  expect([again.runId === runId, again.status.name]).toEqual([false, 'RUNNING']);
  await handle.terminate('the test is over');
});

test('a worker that stops does not wait for the upkeep, which another one goes on with', async () => {
  world = await JobWorld.open();
  const { client, taskQueue, store } = world.shop;
  const native = await NativeConnection.connect({ address: inject('temporalAddress') });
  const mail = { smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1', from: 'shop@localhost' };
  const activities = createActivities({ connection: store, ...mail });
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  const workers = await createWorker({
    connection: native,
    namespace: 'default',
    activities,
    taskQueue,
    workflowBundle,
    mailLines: 1,
  });
  const running = workers.run();
  await world.jobs.launchUpkeep();
  const handle = client.workflow.getHandle(UPKEEP_WORKFLOW);
  const pending = async () => (await handle.describe()).raw.pendingActivities ?? [];
  await eventually(async () => (await pending())[0]?.heartbeatDetails);
  const asked = performance.now();
  workers.shutdown();
  await running;
  expect(performance.now() - asked).toBeLessThan(GRACE);
  expect(await pending()).toEqual([]);
  await handle.terminate('the test is over');
  await native.close();
});

test('a job that 0.3.0 began, and Temporal has lost, goes on under its old name, and not twice', async () => {
  world = await JobWorld.open();
  const { client, store, workspace } = world.shop;
  const old = {
    workspace,
    kind: 'rebuild',
    state: 'queued',
    done: 0,
    total: null,
    earlier: 'task',
    active: 1,
  } as const;
  const row = { ...old, _id: 'from-before', startedAt: 1_000, changedAt: 1_000 };
  await jobCollection(store).insertOne(row);
  await world.jobs.launchWaiting();
  await world.jobs.launchWaiting();
  await world.startWorker();
  expect(await world.ended('from-before')).toMatchObject({ state: 'done', result: { customers: 0 } });
  expect(workflowIdOf(row)).toBe(`task:${workspace}:from-before`);
  const handle = client.workflow.getHandle(workflowIdOf(row));
  expect(await handle.result()).toEqual({ state: 'done' });
  const { type } = await handle.describe();
  expect(type).toBe(EARLIER_TASK_WORKFLOW);
  expect(await client.workflow.count(`WorkflowId = "job:${workspace}:from-before"`)).toMatchObject({ count: 0 });
});

test('an exchange with the register of messages goes on behind a step that fails, is told of that, and the next one does it', async () => {
  world = await JobWorld.open();
  const { client, taskQueue, store, workspace } = world.shop;
  const seals = openSeals([newSealKey()]);
  const standIn = await startStandIn({ host: '127.0.0.1', port: 0, store: async () => undefined });
  let now = Date.now();
  const outside = { smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1', from: 'shop@localhost' };
  const here = createActivities({ connection: store, ...outside, standIn: standIn.url, seals, now: () => now });
  const asked: string[] = [];
  await world.startWorker(undefined, () => ({
    async exchangeWithIys(call) {
      asked.push(call.step);
      if (asked.length === 3) throw ApplicationFailure.nonRetryable('a test', 'IysRefused');
      return await here.exchangeWithIys(call);
    },
  }));
  const customer = customerId.parse('c1');
  const said = { channel: 'sms', status: 'granted', at: now - DAY, source: 'checkout' } as const;
  await mongoContactStore(store).put(workspace, customer, { addresses: { sms: '+905321234567' }, consents: [said] });
  await registerOn(store, workspace, seals);
  const exchange = async () => {
    now += HOUR;
    await beginIysExchange(client, taskQueue, workspace);
    return await client.workflow.getHandle(iysExchangeId(workspace)).result();
  };
  await expect(exchange()).rejects.toThrow(WorkflowFailedError);
  expect(asked).toEqual(IYS_STEPS);
  expect(await exchange()).toMatchObject({ collect: 0, upload: 1 });
  expect(await exchange()).toMatchObject({ pull: expect.any(Number) });
  const [consent] = await mongoIysConsents(store).of(workspace, customer);
  expect(consent?.consent).toMatchObject({ state: 'settled', known: { status: 'ONAY' } });
  await standIn.stop();
});
