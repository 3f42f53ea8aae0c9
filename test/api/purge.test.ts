import { MockActivityEnvironment } from '@temporalio/testing';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createJobActivities } from '../../activities/jobs/jobs.ts';
import type { JobDeps } from '../../activities/jobs/job-deps.ts';
import { eventCollection } from '../../db/events/events.ts';
import { mongoDifferenceStore } from '../../db/jobs/differences.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { jobCollection, mongoJobStore } from '../../db/jobs/store.ts';
import { mongoRejectedStore } from '../../db/jobs/rejected-rows.ts';
import { effectCollection, newEffect } from '../../db/messaging/effects.ts';
import { attemptCollection, mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { mongoBasketStore } from '../../db/recommend/baskets.ts';
import { mongoItemFigures } from '../../db/recommend/item-figures.ts';
import { customerId, eventId, itemId, journeyId, sourceId, stepId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey, eventKey } from '../../domain/keys.ts';
import { NOT_POPULAR } from '../../domain/recommend/popular.ts';
import { DAY, MINUTE, type Instant } from '../../domain/time.ts';
import { newJob } from '../../jobs/begin.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { jobDepsHere, jobsHere, SILENT } from './jobs-here.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterEach(alive);
afterAll(() => edge.close());

const KEPT = { events: 400, journal: 430, effects: 180, refused: 30, jobs: 36, baskets: 180 };
/** Their events stay: what would be left of them does not come to the same. */
const UNLIKE = customerId.parse('u-1');

/** A message that went out at the second attempt, so many days ago. */
async function sent(customer: string, days: number): Promise<void> {
  const who = { workspace: edge.workspace, customer: customerId.parse(customer) };
  const place = { journey: journeyId.parse('j'), version: 1, enrolment: days, step: stepId.parse('s'), visit: 1 };
  const key = effectKey(customerKey(who.workspace, who.customer), place);
  const at = NOW - days * DAY;
  const send = {
    kind: 'sendMessage',
    key,
    origin: { by: 'journey', place },
    at,
    channel: 'email',
    summary: '',
  } as const;
  const ledger = mongoEffectLedger(edge.deps.connection);
  const row = newEffect(who, { ...send, context: { customer: { id: who.customer } } as never });
  await ledger.claim(row, at);
  await ledger.end(key, { state: 'retry', reason: 'busy' }, at);
  await ledger.claim(row, at);
  await ledger.end(key, { state: 'done', result: { messageId: '<m@shop.example>' } }, at);
}

const FIT = { publish: false, floorDays: 1, capDays: 2 };

type Ended =
  | Pick<JobRow<'rebuild'>, 'kind'>
  | Pick<JobRow<'fit'>, 'kind' | 'options'>
  | Pick<JobRow<'erase-customer'>, 'kind' | 'options'>;

/** A job that ended so many days ago. */
async function ended(_id: string, days: number, of: Ended): Promise<void> {
  const [{ workspace }, at] = [edge, NOW - days * DAY];
  const is = { _id, workspace, state: 'done', done: 0, total: 0, startedAt: at, changedAt: at } as const;
  await jobCollection(edge.deps.connection).insertOne({ ...is, ...of });
}

function basket(days: number) {
  const [{ workspace }, customer] = [edge, customerId.parse('a-1')];
  const _id = eventKey(workspace, sourceId.parse('api'), eventId.parse(`o-${days}`));
  return { _id, workspace, customer, at: NOW - days * DAY, items: [itemId.parse('tea')] };
}

/** Of every class what goes and what stays. @returns the id of the purge */
async function past(): Promise<string> {
  const { workspace, deps } = edge;
  const { connection, stores } = deps;
  const lives = livesIn(edge);
  await lives.bought('a-1', [800, 500, 3]);
  for (const customer of ['b-1', UNLIKE]) await lives.bought(customer, [600, 3]);
  for (const [customer, days] of [
    ['a-1', 300],
    ['a-1', 200],
    ['b-1', 190],
    ['b-1', 2],
  ] as const)
    await sent(customer, days);
  await stores.tallies.freshenEffects({ workspace, timezone: 'UTC' });
  for (const days of [40, 35, 1]) {
    const at = NOW - days * DAY;
    const customer = customerId.parse('a-1');
    const event = eventKey(workspace, sourceId.parse('api'), eventId.parse(`aside-${days}`));
    const said = { kind: 'activity', type: 'view', key: event, customer, at, seenAt: at, receivedAt: at } as const;
    const row = { _id: event, workspace, customer, event: said, hash: '', receivedAt: at, aside: 1 } as const;
    await eventCollection(connection).insertOne(row);
    await stores.quarantine.setAside([{ workspace, customer, event, reason: 'out of reach' }], at);
    const aside = await stores.quarantine.find(workspace, `event:${event}`);
    if (aside === null) throw new Error('it was set aside');
    await stores.quarantine.drop(aside, at);
    const job = `rebuild-${days}`;
    await ended(job, days, { kind: 'rebuild' });
    await mongoDifferenceStore(connection).add(job, 'tallies', [{ field: 'f', live: '1', rebuilt: '2' }]);
    const line = { job, line: 1, column: null, message: 'not a row', raw: 'x' };
    await mongoRejectedStore(connection).add([{ _id: `${job}:1`, ...line }]);
  }
  // Of fits the newest stays, and so do receipts.
  for (const days of [500, 400]) await ended(`fit-${days}`, days, { kind: 'fit', options: FIT });
  await ended('receipt', 500, { kind: 'erase-customer', options: { erasure: 'x' } });
  const baskets = [600, 200, 3].map((days) => basket(days));
  await mongoBasketStore(connection).put(baskets);
  await mongoBasketStore(connection).settle(baskets.map(({ _id }) => _id));
  const built = { popularity: NOT_POPULAR, popularAt: NOW, wholeAt: 3 };
  await mongoItemFigures(connection).putBuilt({ _id: workspace, ...built });
  await stores.workspaces.retain(workspace, KEPT);
  const purge = { ...newJob(workspace, NOW), _id: 'purge', kind: 'purge' } as const;
  await jobCollection(connection).insertOne(purge);
  return purge._id;
}

type Picture = ReadonlyMap<string, readonly mongo.Document[]>;

/** Everything in the store, by collection. */
async function picture(names?: readonly string[]): Promise<Picture> {
  const db = edge.deps.connection.getClient().db(edge.deps.connection.name);
  const found = new Map<string, mongo.Document[]>();
  for (const name of names ?? (await db.listCollections().toArray()).map((one) => one.name)) {
    found.set(name, await db.collection(name).find({}).sort({ _id: 1 }).toArray());
  }
  return found;
}

/** A test need not wait for the disk. */
const AT_ONCE = { writeConcern: { w: 1, journal: false } } as const;

/** As it was. */
async function restore(was: Picture, names: readonly string[]): Promise<void> {
  const db = edge.deps.connection.getClient().db(edge.deps.connection.name);
  for (const name of names) {
    const rows = was.get(name) ?? [];
    await db.collection(name).deleteMany({}, AT_ONCE);
    if (rows.length > 0)
      await db.collection(name).insertMany(
        rows.map((row) => ({ ...row })),
        AT_ONCE,
      );
  }
}

const WRITES = [
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'bulkWrite',
];

/** From its nth write on nothing comes through any more, as where a worker is killed. */
function dyingAfter(writes: number) {
  let made = 0;
  const real = mongo.Collection.prototype;
  for (const method of WRITES) {
    const write: unknown = Reflect.get(real, method);
    if (typeof write !== 'function') throw new Error(`collections have no ${method}`);
    Reflect.set(real, method, function (this: unknown, ...given: readonly unknown[]): unknown {
      made += 1;
      if (made > writes) throw new Error('this worker is dead');
      return Reflect.apply(write, this, given);
    });
    undo.push(() => Reflect.set(real, method, write));
  }
  return { isDead: () => made > writes };
}
const undo: (() => void)[] = [];
function alive(): void {
  for (const one of undo.splice(0)) one();
}

/** One customer's history says something else when it is looked at again, so that what is left does not come to the same. */
function withUnlike(deps: JobDeps): JobDeps {
  const { customerPurge } = deps;
  const events = customerPurge.events.bind(customerPurge);
  customerPurge.events = async (row, aged) => {
    const found = await events(row, aged);
    if (found === null || row.customer !== UNLIKE) return found;
    const looks = [found.kept];
    return {
      before: found.before,
      get kept() {
        return looks.shift() ?? [];
      },
    };
  };
  return deps;
}

/** One attempt at the purge. @returns what it had last said of itself */
async function attempt(job: string, heard?: unknown): Promise<unknown> {
  const deps = withUnlike(jobDepsHere(edge.deps.connection, () => NOW));
  const environment = new MockActivityEnvironment({ heartbeatDetails: heard }, { logger: SILENT });
  let last = heard;
  environment.on('heartbeat', (details: unknown) => {
    last = details;
  });
  const call = { workspace: edge.workspace, job, kind: 'purge' } as const;
  await environment.run(createJobActivities(deps).purge, call).catch((error: unknown) => {
    if (!(error instanceof Error) || !/is dead/.test(error.message)) throw error;
  });
  return last;
}

test('a purge whose worker dies between any two writes goes on: nothing goes twice or half, and each row is counted once', async () => {
  const job = await past();
  const before = await picture();
  await attempt(job);
  const whole = await picture();
  const entries = (of: Picture) => of.get('journal')?.length ?? 0;
  expect(whole.get('jobs')?.find(({ _id }) => _id === job)).toMatchObject({
    done: 3,
    result: {
      events: 3,
      journal: entries(before) - entries(whole),
      effects: 3,
      messages: 0,
      refused: 4,
      jobs: 3,
      baskets: 2,
      audit: 0,
      unlike: 1,
    },
  });
  const { connection } = edge.deps;
  expect(whole.get('purged_sums')).toMatchObject([{ sums: { sent: 1 } }, { sums: { sent: 1 } }, { sums: { sent: 1 } }]);
  expect(whole.get('condensed_events')).toHaveLength(2);
  const ids = (name: string) => whole.get(name)?.map(({ _id }) => String(_id));
  expect(ids('jobs')).toEqual(['fit-400', job, 'rebuild-1', 'rebuild-35', 'receipt']);
  expect(ids('differences')).toEqual(['rebuild-1:~:f', 'rebuild-35:~:f']);
  expect(ids('baskets')).toEqual([basket(3)._id]);
  expect(whole.get('popular_items')).toMatchObject([{ wholeAt: 0 }]);
  expect(await attemptCollection(connection).countDocuments({})).toBe(1);
  expect(await effectCollection(connection).countDocuments({})).toBe(1);
  expect(entries(whole)).toBeGreaterThan(0);
  expect(entries(before)).toBeGreaterThan(entries(whole));

  const touched = [...whole.keys()].filter(
    (name) => JSON.stringify(whole.get(name)) !== JSON.stringify(before.get(name)),
  );
  const expected = new Map(touched.map((name) => [name, whole.get(name)]));
  // Before that it only says that it runs, and up to when: one for each class.
  let writes = 1 + Object.keys(KEPT).length;
  for (let isOver = false; !isOver; writes += 1) {
    await restore(before, touched);
    const dying = dyingAfter(writes);
    const last = await attempt(job);
    alive();
    isOver = !dying.isDead();
    // Of whoever is killed the server may have heard, or not.
    await attempt(job, writes % 2 === 0 ? last : undefined);
    expect(await picture(touched), `after ${writes} writes`).toEqual(expected);
  }
  expect(writes).toBeGreaterThan(25);
});

test('the upkeep begins a purge once a day for each workspace that keeps something for a time, and again where one failed', async () => {
  const { workspace, deps } = edge;
  const jobs = jobCollection(deps.connection);
  await jobs.deleteMany({});
  let now: Instant = NOW + 10 * DAY;
  const here = jobsHere(deps.connection, () => now);
  const purges = async () => {
    const rows = await jobs.find({ kind: 'purge' }).sort({ startedAt: 1 }).toArray();
    return rows.map(({ state }) => state);
  };
  await deps.stores.workspaces.retain(workspace, {});
  await here.keepUpOnly();
  expect(await purges()).toEqual([]);

  await deps.stores.workspaces.retain(workspace, { messages: 30 });
  await here.keepUpOnly();
  await here.keepUpOnly();
  expect(await purges()).toEqual(['queued']);
  const [first] = await jobs.find({ kind: 'purge' }).toArray();
  if (first === undefined) throw new Error('one was begun');
  await mongoJobStore(deps.connection).end(first._id, { state: 'failed', at: now });
  now += 15 * MINUTE;
  await here.keepUp();
  expect(await purges()).toEqual(['failed', 'done']);

  now += DAY - MINUTE;
  await here.keepUp();
  expect(await purges()).toEqual(['failed', 'done']);
  now += MINUTE;
  await here.keepUp();
  expect(await purges()).toEqual(['failed', 'done', 'done']);
  expect(await jobs.distinct('workspace', { kind: 'purge' })).toEqual([workspace]);
});
