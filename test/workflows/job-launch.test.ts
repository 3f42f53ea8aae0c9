import { once } from 'node:events';
import { afterEach, expect, inject, test } from 'vitest';
import { NOBODY_LAUNCHED } from '../../db/jobs/results.ts';
import { effectCollection } from '../../db/messaging/effects.ts';
import { launchWanted } from '../../domain/journey/launch/launch.schema.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { aJourney, aPlaybook } from '../builders.ts';
import { startBuilt } from '../faults/built.ts';
import { eventually, file } from './import-world.ts';
import { JobWorld } from './job-world.ts';

let world: JobWorld;
afterEach(() => world.close());

const HELLO = aJourney({
  id: 'hello',
  enter: { on: 'launch' },
  steps: [
    { id: 'toast', type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B' },
    { id: 'pause', type: 'wait', for: '7d' },
  ],
});
/** Asks what nobody was ever asked for. */
const STRANGERS = aJourney({
  id: 'strangers',
  enter: { on: 'launch', when: { not: { did: 'purchase' } } },
  steps: [{ id: 'pause', type: 'wait', for: '7d' }],
});
const CUSTOMERS = 120;

const begin = (more: object = {}) =>
  world.begin({
    kind: 'launch',
    options: launchWanted.parse({ journey: 'hello', to: { everybody: true }, perSecond: 1_000, ...more }),
    begunBy: 'call',
    became: NOBODY_LAUNCHED,
  });
const inside = async () => (await world.shop.customers()).filter((row) => row.inside.includes(HELLO.id));
const asked = async () => (await world.shop.events()).filter(({ event }) => event.kind === 'entry');

test('a launch outlives a worker that is killed in the middle: everybody enters once', async () => {
  world = await JobWorld.open({ playbook: aPlaybook([HELLO]) });
  const at = Date.now() - 20 * DAY;
  await world.settle(Array.from({ length: CUSTOMERS }, (_, n) => ({ customer: `c${n}`, at: [at + n], amount: 100 })));
  const given = [world.shop.uri, inject('temporalAddress'), world.shop.taskQueue, inject('workflowBundlePath'), 'ask'];
  const child = await startBuilt(new URL('import-worker.ts', import.meta.url), given);
  const { _id } = await begin();
  // It has asked two handfuls, and delivered one: then it dies.
  await eventually(async () => (await asked()).length >= 50);
  child.kill('SIGKILL');
  await once(child, 'exit');

  await world.startWorker();
  const row = await world.ended(_id);
  expect(row).toMatchObject({ state: 'done', done: CUSTOMERS, became: { enters: CUSTOMERS, excluded: [] } });
  expect(await asked()).toHaveLength(CUSTOMERS);
  // Those that nobody was told of before the kill are told of by the sweeper, or with the next page.
  const all = await eventually(async () => {
    const found = await inside();
    return found.length === CUSTOMERS && found;
  });
  expect(all.every(({ state }) => state.journeys[HELLO.id]?.entered === 1)).toBe(true);
  // That they are inside was decided asleep; then their workflows take it, and begin what it asks for.
  await eventually(async () => (await inside()).every(({ asleep }) => asleep?.base === undefined));
  expect((await inside()).every(({ state }) => state.journeys[HELLO.id]?.entered === 1)).toBe(true);
  const effects = await eventually(async () => {
    const found = await effectCollection(world.shop.store).find({ kind: 'showPlacement', state: 'done' }).toArray();
    return found.length >= CUSTOMERS && found;
  });
  expect(new Set(effects.map(({ customer }) => customer)).size).toBe(CUSTOMERS);
  expect(effects).toHaveLength(CUSTOMERS);
}, 240_000);

test('a launch that is called off asks nobody more, and who was asked stays', async () => {
  world = await JobWorld.open({ playbook: aPlaybook([HELLO]) });
  const at = Date.now() - 20 * DAY;
  await world.settle(Array.from({ length: CUSTOMERS }, (_, n) => ({ customer: `c${n}`, at: [at + n], amount: 100 })));
  await world.startWorker();
  const row = await begin({ perSecond: 10 });
  await eventually(async () => (await asked()).length >= 25);
  await world.jobs.cancel(row);
  expect(await world.ended(row._id)).toMatchObject({ state: 'cancelled' });
  const were = (await asked()).length;
  expect(were).toBeLessThan(CUSTOMERS);
  await eventually(async () => (await inside()).length === were);
}, 240_000);

test('a dry run reads the histories that the journey asks about for the first time', async () => {
  world = await JobWorld.open({ playbook: aPlaybook([STRANGERS]) });
  await world.startWorker();
  await world.shop.import(file(['o-1', 'c-1', isoTime(Date.now() - 20 * DAY), '1.00']));
  const row = await begin({ journey: 'strangers', dryRun: true });
  const excluded = [{ because: 'condition', customers: 1 }];
  expect(await world.ended(row._id)).toMatchObject({ became: { enters: 0, excluded } });
});
