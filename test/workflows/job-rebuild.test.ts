import { afterEach, expect, test } from 'vitest';
import { customerCollection } from '../../db/customers/customers.ts';
import { eventCollection } from '../../db/events/events.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { mongoPastReads } from '../../db/events/journal-reads.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { effectCollection } from '../../db/messaging/effects.ts';
import { mongoWorkspaceStore } from '../../db/workspaces/workspace-store.ts';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { customerId, slotId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { tooOld } from '../../ingest/event-row.ts';
import { aJourney, aPlaybook, placeOf } from '../builders.ts';
import { eventually } from './import-world.ts';
import { JobWorld } from './job-world.ts';

let world: JobWorld;
afterEach(() => world.close());

const NONE = { decided: 0, missing: 0, undecided: 0, changed: 0 };
const ago = (days: number) => Date.now() - days * DAY;

/** Everybody who says hello is shown a banner. */
const welcome = aPlaybook([
  aJourney({
    id: 'welcome',
    enter: { on: 'event', event: 'hello' },
    steps: [{ id: 'banner', type: 'place', placement: 'banner', slot: 'home', title: 'Hello', body: 'There' }],
  }),
]);

async function rebuilt() {
  const { _id } = await world.begin({ kind: 'rebuild' });
  const row: JobRow = await world.ended(_id);
  if (row.kind !== 'rebuild') throw new Error(`${_id} is no rebuild`);
  expect(row.state).toBe('done');
  return { id: _id, result: row.result };
}

test('what was imported and what happened since follows from the events; a tampered row is found', async () => {
  world = await JobWorld.open();
  const { shop } = world;
  const base = Array.from({ length: 20 }, (_, n) => ({
    customer: `c${n}`,
    at: [ago(400 + n), ago(90 + 3 * n), ago(2 + n)],
    amount: 1_000 + n,
  }));
  await world.settle(base);
  await world.startWorker();
  const purchase = (id: string, customer: string, days: number) =>
    shop.tell({ id, customer, type: 'purchase', amount: 2_500, at: isoTime(ago(days)) });
  await purchase('p1', 'c1', 0);
  await purchase('p2', 'new', 40);
  await purchase('p3', 'new', 3);
  await shop.tell({ id: 'r1', customer: 'c1', type: 'refund', order: 'p1', amount: 500, at: isoTime(ago(0)) });
  await shop.tell({ id: 'r2', customer: 'c2', type: 'refund', order: 'c2-2', amount: 1_002, at: isoTime(ago(0)) });
  await shop.tell({ id: 'v1', customer: 'c3', type: 'view', at: isoTime(ago(1)) });
  await eventually(async () => {
    const rows = new Map((await shop.customers()).map((row) => [String(row.customer), row.state]));
    const revenue = (name: string) => rows.get(name)?.ledger.revenue;
    const isThere = revenue('c1') === 5_003 && revenue('new') === 5_000 && revenue('c2') === 2_004;
    return isThere && (rows.get('c3')?.signals.length ?? 0) > 0;
  });

  const first = await rebuilt();
  expect(await world.jobs.differences.list(first.id, { limit: 10 })).toEqual([]);
  expect(first.result).toEqual({ customers: 21, differing: 0, differences: 0, events: 66, effects: NONE });

  const key = (await shop.customer('c7'))?._id;
  if (key === undefined) throw new Error('c7 is gone');
  const tampering = { $set: { 'state.ledger.revenue': 1 } };
  await customerCollection(shop.store).updateOne({ _id: key }, tampering);
  const second = await rebuilt();
  expect(second.result).toMatchObject({ customers: 21, differing: 1 });
  expect(await world.jobs.differences.list(second.id, { limit: 10 })).toContainEqual(
    expect.objectContaining({ customer: 'c7', field: 'revenue', live: '1', rebuilt: '3021' }),
  );
});

test('a rebuild that is interrupted goes on where it was', async () => {
  world = await JobWorld.open();
  const customers = Array.from({ length: 150 }, (_, n) => ({ customer: `c${n}`, at: [ago(5)], amount: 100 }));
  await world.settle(customers);
  const asked: (string | null)[] = [];
  await world.startWorker((deps) => ({
    customers: {
      ...deps.customers,
      marks: async (workspace, after, limit) => {
        asked.push(after);
        if (asked.length === 2) throw new Error('the store is away');
        return await deps.customers.marks(workspace, after, limit);
      },
    },
  }));
  const { result } = await rebuilt();
  expect(result).toEqual({ customers: 150, differing: 0, differences: 0, events: 150, effects: NONE });
  expect(asked[0]).toBeNull();
  expect(asked.slice(1)).not.toContain(null);
});

test('what was decided is compared with what was done; each kind of difference is named, and nothing is done again', async () => {
  world = await JobWorld.open({ playbook: welcome });
  const { shop } = world;
  await world.startWorker();
  const names = ['well', 'lost', 'changed'];
  for (const customer of names) {
    await shop.tell({ id: `hello-${customer}`, customer, type: 'hello', at: isoTime(ago(0)) });
  }
  const rows = effectCollection(shop.store);
  const ofAll = { workspace: shop.workspace };
  await eventually(async () => (await rows.countDocuments({ ...ofAll, state: 'done' })) === names.length);
  const first = await rebuilt();
  expect(await world.jobs.differences.list(first.id, { limit: 10 })).toEqual([]);
  expect(first.result).toMatchObject({ customers: 3, differing: 0, differences: 0, effects: { ...NONE, decided: 3 } });

  const row = async (customer: string) => await rows.findOne({ ...ofAll, customer: customerId.parse(customer) });
  const [well, lost, changed] = [await row('well'), await row('lost'), await row('changed')];
  if (well === null || lost === null || changed === null) throw new Error('three banners are shown');
  await rows.deleteOne({ _id: lost._id });
  await rows.updateOne({ _id: changed._id }, { $set: { 'about.slot': slotId.parse('cart') } });
  const place = placeOf(well);
  const strange = async (customer: string) => {
    const _id = effectKey(customerKey(shop.workspace, customerId.parse(customer)), { ...place, visit: 2 });
    const origin = { by: 'journey' as const, place: { ...place, visit: 2 } };
    await rows.insertOne({ ...well, _id, customer: customerId.parse(customer), origin });
  };
  await strange('well');
  await strange('stranger');
  const before = await rows.find(ofAll).sort({ _id: 1 }).toArray();

  const second = await rebuilt();
  const effects = { decided: 3, missing: 1, undecided: 2, changed: 1 };
  expect(second.result).toEqual({ customers: 3, differing: 4, differences: 4, events: 3, effects });
  const told = await world.jobs.differences.list(second.id, { limit: 10 });
  expect(told.map(({ customer, live, rebuilt: was }) => [customer, live, was])).toEqual([
    ['changed', '{"slot":"cart"}', '{"slot":"home"}'],
    ['lost', 'no row in the ledger', expect.stringContaining('showPlacement')],
    ['stranger', expect.stringContaining('"state":"done"'), 'nobody decided it'],
    ['well', expect.stringContaining('"state":"done"'), 'nobody decided it'],
  ]);
  expect(await rows.find(ofAll).sort({ _id: 1 }).toArray()).toEqual(before);
});

test('a long journal is read in pages, and says the same', async () => {
  world = await JobWorld.open({ playbook: welcome });
  const { shop } = world;
  const sizes: number[] = [];
  await world.startWorker(() => {
    const past = mongoPastReads(shop.store, 3);
    return {
      past: {
        ...past,
        async *journalPages(customer, seq) {
          for await (const page of past.journalPages(customer, seq)) {
            sizes.push(page.length);
            yield page;
          }
        },
      },
    };
  });
  for (let n = 0; n < 10; n += 1) {
    await shop.tell({ id: `p-${n}`, customer: 'c', type: n === 4 ? 'hello' : 'view', at: isoTime(ago(0)) });
  }
  await eventually(async () => (await shop.journalLength()) >= 10);
  await eventually(async () => (await effectCollection(shop.store).countDocuments({ state: 'done' })) === 1);
  const { result } = await rebuilt();
  expect(result).toMatchObject({ customers: 1, differences: 0, events: 10, effects: { ...NONE, decided: 1 } });
  expect(Math.max(...sizes)).toBe(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(await shop.journalLength());
});

test('given what happened is purged, then its state, its results and its counts stay, and a rebuild follows from what is left', async () => {
  world = await JobWorld.open({ playbook: welcome });
  const { shop } = world;
  const { store, workspace } = shop;
  await world.startWorker();
  const bought = (id: string, days: number) =>
    shop.tell({ id, customer: 'c1', type: 'purchase', amount: 2_000, at: isoTime(ago(days)), data: { note: 'x' } });
  for (const [n, days] of [700, 600, 90, 3].entries()) await bought(`o-${n}`, days);
  await shop.tell({ id: 'r-0', customer: 'c1', type: 'refund', order: 'o-0', amount: 500, at: isoTime(ago(1)) });
  await shop.tell({ id: 'v-0', customer: 'c1', type: 'view', at: isoTime(ago(2)) });
  await shop.tell({ id: 'said', customer: 'c1', type: 'identify', attributes: { plan: 'gold' }, at: isoTime(ago(2)) });
  await shop.tell({ id: 'hello', customer: 'c1', type: 'hello', at: isoTime(ago(0)) });
  const effects = effectCollection(store);
  await eventually(async () => (await effects.countDocuments({ workspace, state: 'done' })) === 1);
  const before = await shop.customer('c1');
  expect((await rebuilt()).result).toMatchObject({ differences: 0, events: 8 });

  // As if all of it were long ago: kept until the day after tomorrow, without the margin of a day.
  const workspaces = mongoWorkspaceStore(store);
  // As the sweeper leaves what is known to be applied.
  await eventCollection(store).updateMany({ workspace }, { $unset: { p: 1, due: 1 } });
  await workspaces.retain(workspace, { events: -2, journal: -2, effects: -2 });
  const { _id } = await world.begin({ kind: 'purge' });
  const job = await world.ended(_id);
  expect(job).toMatchObject({ state: 'done', result: { events: 7, effects: 1, unlike: 0 } });
  const left = await eventCollection(store).find({ workspace }).toArray();
  expect(left.map(({ event }) => event.kind)).toEqual(['identify']);
  const entries = journalCollection(store).find({ key: customerKey(workspace, customerId.parse('c1')) });
  expect(new Set((await entries.toArray()).map(({ turn }) => turn)).size).toBe(1);
  expect((await shop.customer('c1'))?.state).toEqual(before?.state);
  const after = await rebuilt();
  // Moves are counted by day for 400 days, and entries are really kept for longer than that.
  const found = await world.jobs.differences.list(after.id, { limit: 10 });
  expect(found.filter(({ field }) => !/^tally (?:move|segment)-day/.test(field))).toEqual([]);
  expect(after.result).toMatchObject({ differing: 0, events: 7 });
  const again = { id: 'o-0', source: 'api', customer: 'c1', type: 'purchase', amount: 2_000, at: isoTime(ago(700)) };
  expect(tooOld(wireEvent.parse(again), await shop.workspaceRow(), Date.now())?.path).toBe('at');

  // Life goes on: it is kept again, and folded upon what is left.
  await workspaces.retain(workspace, {});
  await bought('o-9', 0);
  await eventually(async () => (await shop.customer('c1'))?.state.ledger.orders === 5);
  expect((await rebuilt()).result).toMatchObject({ differences: 0, events: 8 });
});
