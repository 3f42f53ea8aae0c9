import { afterEach, expect, test } from 'vitest';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { customerCollection } from '../../db/customers/customers.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { outlookAt } from '../../domain/silence/figures.ts';
import type { Rhythm } from '../../domain/silence/rhythm.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import { openJobs } from '../../jobs/open.ts';
import { eventually } from './import-world.ts';
import { JobWorld } from './job-world.ts';

let world: JobWorld;
afterEach(() => world.close());

const ago = (days: number) => Date.now() - days * DAY;

/** Silent for 10, 30, 50 … days. */
function aBase() {
  return Array.from({ length: 10 }, (_, n) => ({ customer: `c${n}`, at: [ago(10 + 20 * n)], amount: 100 }));
}

function aRhythm(): Rhythm {
  return {
    fittedAt: Date.now(),
    customers: 2_357,
    repeaters: 946,
    fit: { by: 'mbg-nbd', parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, overdue: 0.5, lapsed: 0.2 },
    firstGap: { overdueDays: 60, lapsedDays: 150, gaps: 900 },
    floorDays: 7,
    capDays: 365,
    spend: null,
    meanOrder: 3_500,
  };
}

function rolloutOf(row: JobRow): JobRow<'rollout'> {
  if (row.kind !== 'rollout') throw new Error(`${row._id} is no rollout`);
  return row;
}

async function adopted(version: number): Promise<readonly string[]> {
  const rows = await world.shop.customers();
  return rows.filter(({ state }) => state.rules.silence === version).map(({ customer }) => customer);
}

/** Whose workflow has decided: nobody of the base has ever been started. */
async function awake(): Promise<readonly string[]> {
  const rows = await world.shop.customers();
  return rows.filter(({ turn }) => turn > 0).map(({ customer }) => customer);
}

test('when it is done everybody lives by the new rules, and only those were woken for whom something changes', async () => {
  world = await JobWorld.open();
  await world.settle(aBase());
  await world.startWorker();
  // From 90 and 180 days to 90 and 100: those silent for 110 to 170 days lapse. Of those silent for less, a score changes first.
  const { version } = await world.publish({ lapsedDays: 100 });
  const { _id } = await world.begin({ kind: 'rollout', playbook: version });
  const { state, result, done, total } = rolloutOf(await world.ended(_id));
  expect({ state, done, total }).toEqual({ state: 'done', done: 10, total: 10 });
  expect(result).toEqual({ playbook: 2, lookedAt: 10, woken: 4, unchanged: 6 });
  expect(await adopted(2)).toHaveLength(10);
  expect(await awake()).toEqual(['c5', 'c6', 'c7', 'c8']);
  const rows = await world.shop.customers();
  expect(rows.find(({ customer }) => customer === 'c5')?.state.silence).toBe('lapsed');
  expect(rows.find(({ customer }) => customer === 'c0')?.state.limits?.lapsedAt).toBe(
    (rows.find(({ customer }) => customer === 'c0')?.lastPurchaseAt ?? NaN) + 100 * DAY,
  );
  expect((await world.begin({ kind: 'rollout', playbook: version }))._id).not.toBe(_id);
});

test('those for whom nothing can follow any more live by a fit that is published too, with what it expects of them', async () => {
  world = await JobWorld.open();
  await world.settle(
    Array.from({ length: 3 }, (_, n) => ({ customer: `c${n}`, at: [ago(400), ago(390)], amount: 100 })),
  );
  await world.startWorker();
  const playbook = await world.publish({ rhythm: aRhythm() });
  const { _id } = await world.begin({ kind: 'rollout', playbook: playbook.version });
  expect(rolloutOf(await world.ended(_id)).result).toMatchObject({ woken: 0, unchanged: 3 });
  const rows = await world.shop.customers();
  expect(rows.map(({ next, state }) => [next, state.rules.silence, state.playbook])).toEqual(
    Array.from({ length: 3 }, () => [null, 2, 2]),
  );
  for (const { state } of rows) expect(outlookAt(state, playbook, Date.now()).by).toBe('model');
});

test('progress counts those who have adopted, not those who were woken', async () => {
  world = await JobWorld.open();
  await world.settle(aBase());
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  await world.startWorker(
    () => ({}),
    ({ decide }) => ({
      decide: async (call) => {
        await gate;
        return await decide(call);
      },
    }),
  );
  const { version } = await world.publish({ lapsedDays: 100 });
  const { _id } = await world.begin({ kind: 'rollout', playbook: version });
  const row = async () => await world.jobs.rows.find(world.shop.workspace, _id);
  await eventually(async () => (await row())?.done === 6);
  expect(await row()).toMatchObject({ state: 'running', done: 6, total: 10 });
  expect(await adopted(2)).toHaveLength(6);
  open();
  expect(await world.ended(_id)).toMatchObject({ state: 'done', done: 10 });
  expect(await adopted(2)).toHaveLength(10);
});

test('nothing that a customer decides meanwhile is lost, and whoever kept to the old rules is looked at again', async () => {
  world = await JobWorld.open();
  await world.settle(aBase());
  const { version } = await world.publish({ lapsedDays: 100 });
  const started = Date.now();
  const rows = () => customerCollection(world.shop.store);
  let reads = 0;
  await world.startWorker((deps) => ({
    customers: {
      ...deps.customers,
      rows: async (keys) => {
        const read = await deps.customers.rows(keys);
        reads += 1;
        // A decision that had read the older playbook is written after the rollout has read the row.
        if (reads === 1) await rows().updateOne({ customer: customerId.parse('c0') }, { $set: { turn: 7, heard: 1 } });
        return read;
      },
    },
    // Half a minute of patience is half a second.
    now: () => started + (Date.now() - started) * 60,
  }));
  const { _id } = await world.begin({ kind: 'rollout', playbook: version });
  expect(await world.ended(_id)).toMatchObject({ state: 'done', done: 10 });
  expect(await world.shop.customer('c0')).toMatchObject({ turn: 7, state: { rules: { silence: 2 } } });
});

test('one customer who cannot decide keeps nobody else waiting, and the job fails in time and says how many are left', async () => {
  world = await JobWorld.open();
  await world.settle(aBase());
  const started = Date.now();
  let isPoisoned = true;
  await world.startWorker(
    // An hour of patience is a few seconds.
    () => ({ now: () => started + (Date.now() - started) * 600 }),
    ({ decide }) => ({
      decide: async (call) => {
        if (isPoisoned && call.customer === 'c5') throw new Error('this customer cannot be decided on');
        return await decide(call);
      },
    }),
  );
  const { version } = await world.publish({ lapsedDays: 100 });
  const { _id } = await world.begin({ kind: 'rollout', playbook: version });
  const ended = await world.ended(_id);
  expect(await adopted(2)).toHaveLength(9);
  isPoisoned = false;
  await eventually(async () => (await adopted(2)).length === 10);
  expect(ended).toMatchObject({ state: 'failed', done: 9, total: 10 });
  expect(ended.error).toContain('Of those who were woken, 1 have not decided for an hour');
});

test('while a test clock moves nobody is told of anything; afterwards everybody adopts at the time it shows', async () => {
  const noon = Date.parse('2026-01-12T12:00:00Z');
  world = await JobWorld.open({ clock: noon });
  const at = [noon - 30 * DAY];
  await world.settle(
    [
      { customer: 'c0', at, amount: 100 },
      { customer: 'c1', at: [noon - 400 * DAY], amount: 100 },
    ],
    noon,
  );
  await world.startWorker();
  const workspaces = workspaceCollection(world.shop.store);
  const moved = noon + DAY;
  await workspaces.updateOne(
    { _id: world.shop.workspace },
    { $set: { clock: moved, movingTo: moved, movingFrom: noon } },
  );
  const { version } = await world.publish({ overdueDays: 20 });
  const { _id } = await world.begin({ kind: 'rollout', playbook: version });
  await eventually(async () => (await world.jobs.rows.find(world.shop.workspace, _id))?.state === 'running');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await adopted(2)).toEqual([]);
  await workspaces.updateOne({ _id: world.shop.workspace }, { $unset: { movingTo: 1, movingFrom: 1 } });
  expect(rolloutOf(await world.ended(_id)).result).toMatchObject({ woken: 1, unchanged: 1 });
  expect(await adopted(2)).toEqual(['c0', 'c1']);
  expect(await world.shop.customer('c0')).toMatchObject({ asOf: moved, state: { silence: 'overdue' } });
});

test('rules published meanwhile supersede: one rollout, and the newest rules', async () => {
  world = await JobWorld.open();
  await world.settle(aBase());
  const second = await world.publish({ lapsedDays: 100 });
  const first = await world.begin({ kind: 'rollout', playbook: second.version });
  let publications = 0;
  await world.startWorker((deps) => ({
    customers: {
      ...deps.customers,
      rows: async (keys) => {
        publications += 1;
        if (publications === 1) {
          const third = await world.publish({ overdueDays: 20, lapsedDays: 40 });
          const again = await world.begin({ kind: 'rollout', playbook: third.version });
          expect(again._id).toBe(first._id);
        }
        return await deps.customers.rows(keys);
      },
    },
  }));
  const { result } = rolloutOf(await world.ended(first._id));
  expect(result?.playbook).toBe(3);
  expect(await adopted(3)).toHaveLength(10);
  // Whoever has been silent for 30 to 170 days is in another stage now, and c0 wakes earlier; c9 was gone before.
  expect(await awake()).not.toContain('c9');
});

test('under a test clock those woken take the rules at the time it shows', async () => {
  const noon = Date.parse('2026-01-12T12:00:00Z');
  world = await JobWorld.open({ clock: noon });
  await world.settle([{ customer: 'c0', at: [noon - 30 * DAY], amount: 100 }], noon);
  await world.startWorker();
  const { version, rulesAt } = await world.publish({ overdueDays: 20 });
  expect(rulesAt).toBe(noon);
  const { _id } = await world.begin({ kind: 'rollout', playbook: version });
  expect(rolloutOf(await world.ended(_id)).result).toMatchObject({ woken: 1, unchanged: 0 });
  const row = await eventually(async () => {
    const found = await world.shop.customer('c0');
    return found?.state.rules.silence === 2 && found;
  });
  expect(row).toMatchObject({ asOf: noon, state: { silence: 'overdue' }, nextSilence: { stage: 'lapsed' } });
});

test('a job begun while Temporal was away is set going later, once; one called off before it began is cancelled', async () => {
  world = await JobWorld.open();
  const { store, workspace, taskQueue, client } = world.shop;
  const failures: unknown[] = [];
  const options = { connection: store, taskQueue, failed: (error: unknown) => void failures.push(error) };
  const nowhere = new Client({ connection: TemporalConnection.lazy({ address: '127.0.0.1:1' }) });
  const cutOff = openJobs({ ...options, client: nowhere, now: Date.now });
  const queued = await cutOff.begin(workspace, { kind: 'rebuild' });
  expect(queued).toMatchObject({ state: 'queued' });
  await eventually(async () => failures.length === 1);
  const later = openJobs({ ...options, client, now: () => Date.now() + MINUTE });
  await later.launchWaiting();
  await later.launchWaiting();

  const called = await world.begin({ kind: 'rollout', playbook: 1 });
  await world.jobs.cancel(called);
  await world.startWorker();
  expect(await world.ended(queued._id)).toMatchObject({ state: 'done' });
  expect(await world.ended(called._id)).toMatchObject({ state: 'cancelled' });
});
