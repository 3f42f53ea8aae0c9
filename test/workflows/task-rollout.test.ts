import { afterEach, expect, test } from 'vitest';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import type { RolloutTask, TaskRow } from '../../db/tasks.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import { openTasks } from '../../tasks/open.ts';
import { eventually } from './import-world.ts';
import { TaskWorld } from './task-world.ts';

let world: TaskWorld;
afterEach(() => world.close());

const ago = (days: number) => Date.now() - days * DAY;

/** Silent for 10, 30, 50 … days. */
function aBase() {
  return Array.from({ length: 10 }, (_, n) => ({ customer: `c${n}`, at: [ago(10 + 20 * n)], amount: 100 }));
}

function rolloutOf(row: TaskRow): RolloutTask {
  if (row.kind !== 'rollout') throw new Error(`${row._id} is no rollout`);
  return row;
}

async function adopted(version: number): Promise<readonly string[]> {
  const rows = await world.shop.customers();
  return rows.filter(({ state }) => state.rules.silence === version).map(({ customer }) => customer);
}

test('only those are woken for whom something changes, now or in the forecast; the others sleep on', async () => {
  world = await TaskWorld.open();
  await world.settle(aBase());
  await world.startWorker();
  // From 90 and 180 days to 90 and 100: those silent for 110 to 170 days lapse, those between wake earlier than 180.
  const { version } = await world.publish({ lapsedDays: 100 });
  const { _id } = await world.begin({ kind: 'rollout', playbook: version });
  const { state, result } = rolloutOf(await world.ended(_id));
  expect({ state, ...result }).toMatchObject({ state: 'done', playbook: 2, lookedAt: 10 });
  const woken = await eventually(async () => {
    const names = await adopted(2);
    return names.length === result?.woken && names;
  });
  expect(woken).toEqual(expect.arrayContaining(['c5', 'c6', 'c7', 'c8']));
  expect(woken).not.toContain('c0');
  const rows = await world.shop.customers();
  expect(rows.find(({ customer }) => customer === 'c5')?.state.silence).toBe('lapsed');
  expect((await world.begin({ kind: 'rollout', playbook: version }))._id).not.toBe(_id);
});

test('rules published meanwhile supersede: one rollout, and the newest rules', async () => {
  world = await TaskWorld.open();
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
  // Whoever has been silent for 30 to 170 days is in another stage now, and c0 wakes earlier; c9 was gone before.
  const names = await eventually(async () => {
    const some = await adopted(3);
    return some.length === 9 && some;
  });
  expect(names).not.toContain('c9');
});

test('under a test clock those woken take the rules at the time it shows', async () => {
  const noon = Date.parse('2026-01-12T12:00:00Z');
  world = await TaskWorld.open({ clock: noon });
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

test('a task begun while Temporal was away is set going later, once; one called off before it began is cancelled', async () => {
  world = await TaskWorld.open();
  const { store, workspace, taskQueue, client } = world.shop;
  const failures: unknown[] = [];
  const options = { connection: store, taskQueue, failed: (error: unknown) => void failures.push(error) };
  const nowhere = new Client({ connection: TemporalConnection.lazy({ address: '127.0.0.1:1' }) });
  const cutOff = openTasks({ ...options, client: nowhere, now: Date.now });
  const queued = await cutOff.begin(workspace, { kind: 'rebuild' });
  expect(queued).toMatchObject({ state: 'queued' });
  await eventually(async () => failures.length === 1);
  const later = openTasks({ ...options, client, now: () => Date.now() + MINUTE });
  await later.launchWaiting();
  await later.launchWaiting();

  const called = await world.begin({ kind: 'rollout', playbook: 1 });
  await world.tasks.cancel(called);
  await world.startWorker();
  expect(await world.ended(queued._id)).toMatchObject({ state: 'done' });
  expect(await world.ended(called._id)).toMatchObject({ state: 'cancelled' });
});
