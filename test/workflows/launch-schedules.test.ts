import { ScheduleNotFoundError } from '@temporalio/client';
import { afterEach, expect, test } from 'vitest';
import { jobCollection } from '../../db/jobs/store.ts';
import type { JourneyInput } from '../../domain/journey/definition/definition.schema.ts';
import { DAY } from '../../domain/time.ts';
import { launchScheduleId } from '../../workflows/job-messages.ts';
import { aJourney, aPlaybook } from '../builders.ts';
import { eventually, JobWorld } from './job-world.ts';

const weekly = (enter: JourneyInput['enter']) =>
  aJourney({ id: 'weekly', enter, steps: [{ id: 'pause', type: 'wait', for: '1d' }] });
const BY_SCHEDULE = weekly({
  on: 'schedule',
  cron: '30 9 * * mon',
  when: { field: 'totals.orders', op: 'gte', value: 1 },
});

let world: JobWorld;
const handle = () => world.shop.client.schedule.getHandle(launchScheduleId(world.shop.workspace, BY_SCHEDULE.id));
afterEach(async () => {
  await handle()
    .delete()
    .catch(() => undefined);
  await world.close();
});

async function follow(book = aPlaybook([BY_SCHEDULE])): Promise<void> {
  await world.jobs.launchSchedules.follow(await world.shop.workspaceRow(), book);
}

test('a journey by schedule has one in Temporal, by the clock of its workspace, for as long as it says so', async () => {
  world = await JobWorld.open({ playbook: aPlaybook([BY_SCHEDULE]), timezone: 'Europe/Berlin' });
  await world.settle([{ customer: 'c1', at: [Date.now() - DAY], amount: 100 }]);
  await follow();
  const made = await handle().describe();
  expect(made.policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 3_600_000 });
  expect(made.spec.timezone).toBe('Europe/Berlin');
  const [next] = made.info.nextActionTimes;
  const shown = next?.toLocaleString('en-GB', { timeZone: 'Europe/Berlin', weekday: 'short', timeStyle: undefined });
  expect(shown).toContain('Mon');
  expect(next?.getUTCMinutes()).toBe(30);

  // Whoever deletes it in Temporal's page gets it back: a round of the upkeep that Temporal answers too late leaves it to the next.
  await handle().delete();
  const again = await eventually(async () => {
    await world.keepUp();
    return await handle()
      .describe()
      .catch(() => false as const);
  });
  expect(again.memo?.['about']).toContain('weekly');

  await follow(aPlaybook([BY_SCHEDULE, weekly({ on: 'launch' })]));
  await expect(handle().describe()).rejects.toThrow(ScheduleNotFoundError);
}, 120_000);

test('each firing begins a launch of its own, which asks those of whom the condition holds', async () => {
  world = await JobWorld.open({ playbook: aPlaybook([BY_SCHEDULE]) });
  await world.settle([{ customer: 'c1', at: [Date.now() - DAY], amount: 100 }]);
  await world.startWorker();
  await follow();
  const launches = async () => await jobCollection(world.shop.store).find({ kind: 'launch' }).toArray();
  await handle().trigger('SKIP');
  const [first] = await eventually(async () => {
    const found = await launches();
    return found.length === 1 && found[0]?.state === 'done' && found;
  });
  expect(first).toMatchObject({ begunBy: 'schedule', done: 1, became: { enters: 1 } });
  await eventually(async () => (await world.shop.customers())[0]?.inside.includes(BY_SCHEDULE.id));
  // Ids of workflows that a schedule starts hold the second.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await handle().trigger('SKIP');
  const both = await eventually(async () => {
    const found = await launches();
    return found.length === 2 && found.every(({ state }) => state === 'done') && found;
  });
  expect(new Set(both.map(({ _id }) => _id)).size).toBe(2);
  expect(both.map(({ kind }) => kind)).toEqual(['launch', 'launch']);
}, 120_000);
