import fc from 'fast-check';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { customerCollection } from '../../../db/customers/customers.ts';
import { countedCollection } from '../../../db/tallies/counted.ts';
import { counterCollection } from '../../../db/tallies/counters.ts';
import { insideSteps } from '../../../db/tallies/inside.ts';
import { placementTally } from '../../../db/tallies/placements.ts';
import { TALLIES } from '../../../db/tallies/tallies.ts';
import { dayOf } from '../../../domain/time-zone.ts';
import { DAY, isoTime } from '../../../domain/time.ts';
import { openEdge, type Edge } from '../../api/edge.ts';
import { shownBanner } from '../../api/seen-placement.ts';
import { World, ZONE } from './world.ts';

let edge: Edge;
let world: World;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());
beforeEach(async () => {
  world = await World.emptied(edge);
});

const DAYS = 84;
/** Many runs over a real store take their time on a busy machine. */
const MANY_RUNS_MS = 400_000;

interface SegmentLine {
  readonly id: string;
  readonly customers: number;
  readonly revenue: number;
  readonly movedIn30d: number;
  readonly movedOut30d: number;
  readonly silentIn7d: number;
  readonly valueAtStake: number;
}

/** Each number of the home page against a scan over everybody. */
async function expectCounted(): Promise<void> {
  const page = await world.get('/v1/segments');
  const scans = world.scans();
  const [sizes, moved] = [await scans.segments(), await scans.moved()];
  expect(page.uncounted).toBe(0);
  expect(page.customers).toBe([...sizes.values()].reduce((sum, one) => sum + one['customers'], 0));
  expect(page.unscored).toBe(sizes.get(null)?.['customers'] ?? 0);
  for (const one of page.segments as readonly SegmentLine[]) {
    const { customers = 0, revenue = 0, silent = 0, silentValue = 0 } = sizes.get(one.id) ?? {};
    expect(one).toMatchObject({ customers, revenue, silentIn7d: silent, valueAtStake: silentValue });
    expect(one.movedIn30d).toBe(moved.filter(({ to }) => to === one.id).length);
    expect(one.movedOut30d).toBe(moved.filter(({ from }) => from === one.id).length);
  }
  const { days } = await world.get('/v1/silence?days=60');
  expect(days.map(({ day: _day, ...figures }: { day: string }) => figures)).toEqual(await scans.ahead(60));
  expect((await world.get('/v1/segments/cells')).cells).toEqual(await scans.cells());
  await expectInside();
  await expectSizes();
  await expectAudiences();
  await expectPoints();
}

async function expectPoints(): Promise<void> {
  const { active, pending, debt, customers, tiers } = await world.get('/v1/points/liability');
  const counted = { active, pending, debt, customers, tiers: Object.fromEntries(tiers.map(byTier)) };
  expect(counted).toEqual(await world.scans().points());
}

function byTier({ tier, customers }: { readonly tier: string; readonly customers: number }) {
  return [tier, customers] as const;
}

async function expectAudiences(): Promise<void> {
  const [{ customers }, { entered, left }] = [
    await world.get('/v1/audiences/lately'),
    await world.get(`/v1/audiences/lately/days?days=${DAYS}`),
  ];
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  expect({ members: customers, entered: sum(entered), left: sum(left) }).toEqual(await world.scans().audiences(DAYS));
}

async function expectInside(): Promise<void> {
  const [{ journeys }, inside, steps] = [
    await world.get('/v1/journeys'),
    await world.scans().inside(),
    await world.scans().steps(),
  ];
  for (const { id, inside: count } of journeys) expect([id, count]).toEqual([id, inside.get(id) ?? 0]);
  const counted = await edge.deps.stores.tallies.read(edge.workspace, insideSteps);
  const told = counted.flatMap(({ journey, version, step, customers }) =>
    Array<string>(customers).fill(`${journey} ${version} ${step}`),
  );
  expect(told.toSorted()).toEqual(steps.toSorted());
}

async function expectSizes(): Promise<void> {
  const truth = await world.sizes(DAYS);
  const { days, segments } = await world.get(`/v1/segments/days?days=${DAYS}`);
  expect(days.at(-1)).toBe(isoTime(dayOf(world.now, ZONE) * DAY).slice(0, 10));
  for (const { id, customers } of segments) expect([id, customers]).toEqual([id, truth.get(id) ?? days.map(() => 0)]);
}

/** The next bulk write to a collection fails, as where the process dies there. */
function failsAt(collection: string): void {
  const spy = vi.spyOn(mongo.Collection.prototype, 'bulkWrite');
  spy.mockImplementation(async function (this: mongo.Collection, ...call) {
    spy.mockRestore();
    if (this.collectionName === collection) throw new Error('the process died here');
    const result = await this.bulkWrite(...call);
    failsAt(collection);
    return result;
  });
}

async function dies(collection: 'counted' | 'counters' | 'customers'): Promise<void> {
  failsAt(collection);
  await world.catchUp().catch(() => undefined);
  vi.restoreAllMocks();
}

const customer = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const daysAgo = fc.integer({ min: 0, max: 3_000 }).map((eighths) => eighths / 8);
const amount = fc.integer({ min: 0, max: 50_000 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('buys' as const), customer, daysAgo, amount }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('imported' as const), customer, daysAgo, amount }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('lost' as const), customer, daysAgo, amount }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wakes' as const), customer }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('waits' as const), hours: fc.integer({ min: 1, max: 2_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('adopts' as const),
      customer,
      lapsedDays: fc.integer({ min: 100, max: 300 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('passes' as const, 'totals' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('races' as const), customer, daysAgo, amount }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('dies' as const),
      at: fc.constantFrom('counted' as const, 'counters' as const, 'customers' as const),
    }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

async function take(one: Step): Promise<void> {
  switch (one.does) {
    case 'buys':
      return await world.buys(one.customer, one.daysAgo, one.amount);
    case 'imported':
      return await world.imported(one.customer, [one.daysAgo, one.daysAgo + 20], one.amount);
    case 'lost':
      return await world.buysTwiceOver(one.customer, one.daysAgo, one.amount);
    case 'wakes':
      return await world.wakes(one.customer);
    case 'waits':
      edge.clock.now += one.hours * (DAY / 24);
      return;
    case 'adopts':
      return await world.adopts(one.customer, one.lapsedDays);
    case 'passes':
      await Promise.all([world.catchUp(), world.catchUp()]);
      return;
    case 'totals':
      await edge.deps.stores.currentTotals.bringUpTo(edge.workspace, world.now);
      return;
    case 'races':
      await Promise.all([world.catchUp(), world.buys(one.customer, one.daysAgo, one.amount), world.catchUp()]);
      return;
    case 'dies':
      return await dies(one.at);
  }
}

test(
  'after any sequence of decisions, imports, lost attempts, passes and deaths every number is that of a scan',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (steps) => {
        world = await World.emptied(edge);
        for (const one of steps) await take(one);
        await expectCounted();
        expect(await world.rebuild()).toEqual({ differences: [] });
        await expectCounted();
      }),
      { numRuns: 8 },
    );
  },
  MANY_RUNS_MS,
);

test('names of tallies are different, and none holds a colon', () => {
  const names = TALLIES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).not.toContain(':');
});

describe('given a counted base', () => {
  beforeEach(async () => {
    for (let n = 0; n < 12; n += 1) await world.imported(`i-${n}`, [n * 30, n * 30 + 40].slice(0, 1 + (n % 2)), 5_000);
    for (const id of ['a', 'b', 'c']) await world.buys(id, 3, 4_000);
    await world.comesFrom('d', 'a');
    await world.told('c', { address: { email: true }, consent: { email: true } });
    edge.clock.now += 100 * DAY;
    for (const id of ['a', 'b', 'i-1', 'i-2']) await world.wakes(id);
    await world.buys('a', 0, 70_000);
    await (await shownBanner(edge, 'a', ZONE)).tell(['seen', 'impression']);
    await world.catchUp();
  });

  test('when every counter is lost, a rebuild makes all of them again', async () => {
    await counterCollection(edge.deps.connection).deleteMany({});
    const { differences } = await world.rebuild();
    expect(new Set(differences.map(({ tally }) => tally))).toEqual(
      new Set([...TALLIES, placementTally].map(({ name }) => name)),
    );
    await expectCounted();
  });

  test.each(TALLIES.map(({ name, amounts }) => [name, amounts[0] ?? '']))(
    'when a counter of %s has gone astray, a rebuild says by how much and puts it right',
    async (tally, first) => {
      const counters = counterCollection(edge.deps.connection);
      const row = await counters.findOne({ tally });
      const was = row?.sums[first] ?? 0;
      await counters.updateOne({ _id: row?._id ?? '' }, { $inc: { [`sums.${first}`]: 7 } });
      const { differences } = await world.rebuild();
      const { of, day } = row ?? {};
      expect(differences).toEqual([{ tally, of, day, amount: first, counted: was + 7, recounted: was }]);
      expect(await world.rebuild()).toEqual({ differences: [] });
    },
  );

  test('as 0.3.0 left it, everybody is counted anew in the background, the past from the journal included', async () => {
    const { connection, stores } = edge.deps;
    await counterCollection(connection).deleteMany({});
    await connection.collection('counters').insertOne({ workspace: edge.workspace, kind: 'r', key: 20_000, count: 15 });
    await countedCollection(connection).updateMany({}, { $unset: { counted: 1, under: 1, silent: 1 } });
    await customerCollection(connection).updateMany({}, { $unset: { lastTurn: 1 } });
    expect(await stores.tallies.waiting()).toEqual([edge.workspace]);
    await world.catchUp();
    expect(await stores.tallies.waiting()).toEqual([]);
    await expectCounted();
    await world.rebuild();
    expect(await counterCollection(connection).countDocuments({ tally: { $exists: false } })).toBe(0);
  });

  test('when more wait than a reader waits for, pages show what is counted and how many are not', async () => {
    const { connection } = edge.deps;
    const before = await world.get('/v1/segments');
    const rows = await customerCollection(connection).find().toArray();
    const many = Array.from({ length: 1_100 }, (_, n) => {
      const row = rows[n % rows.length];
      if (!row) throw new Error('there is nobody');
      return { ...row, _id: `${row._id}-${n}` as typeof row._id, uncounted: 1 as const };
    });
    await customerCollection(connection).insertMany(many);
    const meanwhile = await world.get('/v1/segments');
    expect(meanwhile).toMatchObject({ uncounted: 1_100, customers: before.customers });
    expect(await world.get('/v1/silence')).toMatchObject({ uncounted: 1_100 });
    expect(await world.get('/v1/journeys')).toMatchObject({ uncounted: 1_100 });
    await world.catchUp();
    expect(await world.get('/v1/segments')).toMatchObject({ uncounted: 0, customers: before.customers + 1_100 });
  });

  test.each([
    ['under another model', { by: 'another' }],
    ['for other tallies', { counted: 'others' }],
    ['until a moment ago', { until: 1 }],
  ])('thousands who were counted %s are counted by a job, and by no request', async (_how, counted) => {
    const rows = countedCollection(edge.deps.connection);
    const row = await rows.findOne({});
    if (!row) throw new Error('nobody is counted');
    const many = Array.from({ length: 5_000 }, (_, n) => ({ ...row, ...counted, _id: `x-${n}` as typeof row._id }));
    await rows.insertMany(many.slice(1));
    expect(await world.isFarBehind()).toBe(false);
    await rows.insertMany(many.slice(0, 1));
    expect(await world.isFarBehind()).toBe(true);
  });

  test('sums of money stay whole numbers however large the amounts are', async () => {
    const most = 999_999_999_999;
    for (const id of ['x', 'y', 'z']) await world.buys(id, 1, most);
    const { segments } = await world.get('/v1/segments');
    const revenue = segments.reduce((sum: number, one: SegmentLine) => sum + one.revenue, 0);
    expect(revenue % most).toBeGreaterThan(0);
    expect(Number.isSafeInteger(revenue)).toBe(true);
    await expectCounted();
  });
});

describe('the size of a segment by day', () => {
  const sizesOf = async (id: string, days: number) => {
    const { segments } = await world.get(`/v1/segments/days?days=${days}`);
    return segments.find((one: { id: string }) => one.id === id).customers;
  };

  test('begins on the day of the import for whom it brought, and of the first move for a newcomer', async () => {
    edge.clock.now += 5 * DAY;
    await world.imported('file', [1], 4_000);
    edge.clock.now += DAY;
    await world.buys('new', 0, 4_000);
    edge.clock.now += DAY;
    expect(await sizesOf('potential-loyalist', 5)).toEqual([0, 0, 1, 2, 2]);
  });

  test('tells of the day on which somebody moved, by the clocks of the workspace', async () => {
    // 23:30 UTC is the next day in London's summer.
    edge.clock.now = Date.parse('2026-06-20T23:30:00Z');
    await world.buys('new', 0, 4_000);
    edge.clock.now = Date.parse('2026-06-21T12:00:00Z');
    expect(await sizesOf('potential-loyalist', 2)).toEqual([0, 1]);
  });

  test('keeps where an import put somebody who has been decided on since, before anybody counted', async () => {
    await world.imported('file', [80], 4_000);
    edge.clock.now += 2 * DAY;
    await world.buys('file', 0, 4_000);
    const [segment] = (await world.get('/v1/customers')).customers.map((one: { segment: string }) => one.segment);
    edge.clock.now += DAY;
    await world.buys('file', 0, 4_000);
    await expectSizes();
    expect((await sizesOf(segment, 5)).at(0)).toBe(0);
  });

  test('forgets what is older than is kept, and stays what it is', async () => {
    await world.buys('a', 0, 4_000);
    await world.catchUp();
    edge.clock.now += 399 * DAY;
    await world.wakes('a');
    await world.catchUp();
    edge.clock.now += 30 * DAY;
    await expectSizes();
    const old = counterCollection(edge.deps.connection).find({ tally: 'segment-day', day: { $lt: 20_700 } });
    for (const { sums } of await old.toArray()) expect(sums).not.toMatchObject({ in: 1 });
    expect(await world.rebuild()).toEqual({ differences: [] });
  });
});
