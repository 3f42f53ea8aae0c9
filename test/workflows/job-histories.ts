import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/activity';
import type { JobRef } from '../../db/jobs/rows.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { pulse } from '../../jobs/progress.ts';
import { fitScheduleId, UPKEEP_WORKFLOW, workflowIdOf } from '../../workflows/job-messages.ts';
import { keepHistory } from './history-files.ts';
import { eventually, file } from './import-world.ts';
import { JobWorld } from './job-world.ts';

/** Work that only being called off can end. */
async function endless(): Promise<void> {
  for (;;) {
    pulse();
    await pause(50);
  }
}

const DUE = { every: '30d', options: { publish: true, floorDays: 7, capDays: 365 } } as const;

/** Records a job of each shape: with phases and without, done, failed, called off, and under way; and a fit that is due. */
export async function recordJobs(): Promise<void> {
  const world = await JobWorld.open();
  const { shop } = world;
  const running = async (row: JobRef) => {
    await eventually(async () => (await shop.jobs.rows.find(row.workspace, row._id))?.state === 'running');
  };
  const keep = async (name: string, id: string) => {
    const handle = shop.client.workflow.getHandle(id);
    await keepHistory(name, await handle.fetchHistory());
  };
  const keepEnded = async (name: string, row: JobRef) => {
    await world.ended(row._id);
    await shop.client.workflow.getHandle(workflowIdOf(row)).result();
    await keep(name, workflowIdOf(row));
  };
  let fails = false;
  await world.startWorker(undefined, (activities) => ({
    rebuild: async (call) => {
      if (fails) throw ApplicationFailure.nonRetryable('the comparison cannot go on', 'NotPossible');
      await activities.rebuild(call);
    },
    foldImport: async (call) => {
      if (fails) return await endless();
      await activities.foldImport(call);
    },
  }));
  const order = ['o1', 'c1', isoTime(Date.now() - 3 * DAY), 1] as const;
  await keepEnded('job-with-phases', await shop.send(file(order)));
  await keepEnded('job-without-phases', await world.begin({ kind: 'rebuild' }));
  await keepEnded('job-preview', await world.preview());
  await world.jobs.fitSchedules.want(shop.workspace, DUE);
  const due = shop.client.schedule.getHandle(fitScheduleId(shop.workspace));
  await due.trigger();
  const [started] = await eventually(async () => {
    const { recentActions } = (await due.describe()).info;
    return recentActions.length > 0 && recentActions;
  });
  const fit = started?.action.workflow.workflowId ?? '';
  await shop.client.workflow.getHandle(fit).result();
  await keep('begin-fit', fit);
  await due.delete();
  fails = true;
  await keepEnded('job-failed', await world.begin({ kind: 'rebuild' }));
  const called = await shop.send(file(['o2', 'c2', isoTime(Date.now() - 2 * DAY), 1]));
  await running(called);
  await eventually(async () => (await shop.job(called._id)).counts.imported === 1);
  await keep('job-under-way', workflowIdOf(called));
  await shop.jobs.cancel(called);
  await keepEnded('job-called-off', called);
  await shop.jobs.launchUpkeep();
  await eventually(async () => {
    const { events = [] } = await shop.client.workflow.getHandle(UPKEEP_WORKFLOW).fetchHistory();
    return (events?.length ?? 0) >= 5;
  });
  await keep('upkeep-under-way', UPKEEP_WORKFLOW);
  await shop.client.workflow.getHandle(UPKEEP_WORKFLOW).terminate('recorded');
  await world.close();
}
