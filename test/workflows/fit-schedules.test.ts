import { WorkflowNotFoundError, ScheduleNotFoundError } from '@temporalio/client';
import { afterEach, expect, test } from 'vitest';
import { mongoFitScheduleStore, type FitsWanted } from '../../db/jobs/fit-schedules.ts';
import { jobCollection } from '../../db/jobs/store.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { DAY } from '../../domain/time.ts';
import { openJobs } from '../../jobs/open.ts';
import { fitScheduleId, schedulerId } from '../../workflows/job-messages.ts';
import { eventually, JobWorld } from './job-world.ts';

let world: JobWorld;
afterEach(async () => {
  await handle()
    .delete()
    .catch(() => undefined);
  await world.close();
});

const MONTHLY: FitsWanted = { every: '30d', options: { publish: true, floorDays: 7, capDays: 300 } };
const handle = () => world.shop.client.schedule.getHandle(fitScheduleId(world.shop.workspace));
const schedules = () => world.jobs.fitSchedules;

async function fits() {
  return await jobCollection(world.shop.store).find({ kind: 'fit' }).toArray();
}

/** Every run that the schedule has started, by how it ended. */
async function begun(count: number): Promise<readonly unknown[]> {
  const started = await eventually(async () => {
    const { recentActions } = (await handle().describe()).info;
    return recentActions.length >= count && recentActions;
  });
  const results = started.map(async ({ action: { workflow } }) => {
    return await world.shop.client.workflow.getHandle(workflow.workflowId).result();
  });
  return await Promise.all(results);
}

test('a schedule says what it is, when it is due and what it starts; a change of mind changes it, and leaves it paused', async () => {
  world = await JobWorld.open();
  const { workspace, taskQueue } = world.shop;
  const before = Date.now();
  expect(await schedules().want(workspace, MONTHLY)).toMatchObject({ settled: true });
  const made = await handle().describe();
  expect(made.policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 3_600_000 });
  expect(made.memo?.['about']).toContain(`rules of silence of ${workspace}`);
  expect(made.state.note).toMatch(/^Every 30d, as PUT \/v1\/silence\/schedule said/);
  expect(made.action).toMatchObject({ workflowType: 'beginFit', taskQueue, args: [{ workspace }] });
  expect(made.action.staticSummary).toBe(`begins the fit of ${workspace} that is due`);
  expect(JSON.stringify(made.action)).not.toContain('capDays');
  const [first = 0, second = 0] = (await schedules().next(workspace)) ?? [];
  expect(first).toBeGreaterThanOrEqual(before + 30 * DAY - 1_000);
  expect(first).toBeLessThanOrEqual(Date.now() + 30 * DAY);
  expect(second - first).toBe(30 * DAY);

  await handle().pause('an operator');
  expect(await schedules().next(workspace)).toEqual([]);
  await schedules().want(workspace, { ...MONTHLY, every: 'P7D' });
  const changed = await handle().describe();
  expect(changed.spec.intervals).toEqual([expect.objectContaining({ every: 7 * DAY })]);
  expect(changed.state).toMatchObject({ paused: true, note: expect.stringContaining('Every P7D') });

  await schedules().want(workspace, null);
  await expect(handle().describe()).rejects.toThrow(ScheduleNotFoundError);
  expect(await schedules().next(workspace)).toBeNull();
});

test('what is due begins a job with the options of the store; while it is under way, no second one', async () => {
  world = await JobWorld.open();
  const { workspace } = world.shop;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await world.startWorker(undefined, (activities) => ({
    fitRhythm: async (call) => {
      await released;
      await activities.fitRhythm(call);
    },
  }));
  await schedules().want(workspace, MONTHLY);
  await handle().trigger();
  const [first] = await begun(1);
  const [job] = await fits();
  expect(job).toMatchObject({ _id: first, options: MONTHLY.options, cause: { by: 'schedule' } });
  const costs = { by: 'costs', message: 1, annoyance: 5, day: 1 } as const;
  await schedules().want(workspace, { ...MONTHLY, options: { ...MONTHLY.options, wanted: costs } });
  await handle().trigger();
  expect(await begun(2)).toEqual([first, first]);
  expect(await fits()).toHaveLength(1);
  release();
  expect(await world.ended(String(first))).toMatchObject({ state: 'done' });
  await handle().trigger();
  const third = (await begun(3)).at(-1);
  expect(await world.ended(String(third))).toMatchObject({ kind: 'fit', options: { wanted: costs } });
  expect(await fits()).toHaveLength(2);
});

test('while a test clock moves, what is due waits until it stands', async () => {
  world = await JobWorld.open({ clock: 1_000 });
  const { workspace, store } = world.shop;
  await world.startWorker();
  await workspaceCollection(store).updateOne({ _id: workspace }, { $set: { movingTo: 2_000 } });
  await schedules().want(workspace, MONTHLY);
  await handle().trigger();
  await eventually(async () => (await handle().describe()).info.recentActions.length === 1);
  expect(await fits()).toEqual([]);
  await workspaceCollection(store).updateOne({ _id: workspace }, { $unset: { movingTo: 1 } });
  await begun(1);
  expect(await fits()).toHaveLength(1);
});

test('upkeep tells Temporal what it was not told, makes again what it has lost, and mends what it has wrong', async () => {
  world = await JobWorld.open();
  const { workspace, store, client } = world.shop;
  const away = Object.assign(Object.create(client), {
    withDeadline: async () => await Promise.reject(new Error('Temporal is away')),
  });
  const failures: unknown[] = [];
  const offline = openJobs({ connection: store, client: away, now: Date.now, failed: (error) => failures.push(error) });
  expect(await offline.fitSchedules.want(workspace, MONTHLY)).toMatchObject({ settled: false });
  expect(failures).toHaveLength(1);
  await world.keepUp();
  expect(await schedules().find(workspace)).toMatchObject({ settled: true });
  const next = await schedules().next(workspace);
  expect(next?.length).toBeGreaterThan(0);

  await handle().delete();
  await world.keepUp();
  expect(await schedules().next(workspace)).toEqual(next);

  await handle().update((previous) => ({ ...previous, spec: { intervals: [{ every: '1d' }] } }));
  await world.keepUp();
  expect(await schedules().next(workspace)).toEqual(next);

  await offline.fitSchedules.want(workspace, null);
  await world.keepUp();
  expect(await schedules().next(workspace)).toBeNull();
  expect(await mongoFitScheduleStore(store).list('all')).toEqual([]);
});

test('a schedule that nobody wants any more removes itself when it is due', async () => {
  world = await JobWorld.open();
  const { workspace, store } = world.shop;
  await world.startWorker();
  await schedules().want(workspace, MONTHLY);
  await mongoFitScheduleStore(store).want(workspace, null, 1);
  await handle().trigger();
  await eventually(async () => (await schedules().next(workspace)) === null);
  expect(await fits()).toEqual([]);
});

test('a deleted workspace leaves no schedule, nor what it has started', async () => {
  world = await JobWorld.open();
  const { workspace, client } = world.shop;
  await world.startWorker(() => ({ quietAfter: 200 }));
  await schedules().want(workspace, MONTHLY);
  await handle().trigger();
  const [id] = await begun(1);
  await world.ended(String(id));
  const [started] = (await handle().describe()).info.recentActions;
  const { _id } = await world.begin({ kind: 'delete-workspace' });
  expect(
    await eventually(async () => {
      const row = await jobCollection(world.shop.store).findOne({ _id });
      return row?.active === undefined && row;
    }),
  ).toMatchObject({ state: 'done', result: { deleted: { fitSchedules: 1 } } });
  await expect(handle().describe()).rejects.toThrow(ScheduleNotFoundError);
  const run = client.workflow.getHandle(started?.action.workflow.workflowId ?? '');
  await expect(run.describe()).rejects.toThrow(WorkflowNotFoundError);
  // It is deleted a moment later.
  const kept = client.workflow.getHandle(schedulerId(fitScheduleId(workspace)));
  await eventually(
    async () =>
      await kept.describe().then(
        () => false,
        (error) => error instanceof WorkflowNotFoundError,
      ),
  );
});
