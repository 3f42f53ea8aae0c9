import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { mongo, type Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { ensureIndexes } from '../../db/schema.ts';
import type { Census, Counting } from '../../db/tallies/counted.ts';
import { counterCollection } from '../../db/tallies/counters.ts';
import { readPopulation, type Wanted } from '../../db/tallies/population-read.ts';
import { mongoTallyStore } from '../../db/tallies/store.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { startingPlaybook } from '../../domain/playbook.ts';
import { firstPurchaseAt } from '../../domain/ledger/ledger.ts';
import { DEFAULT_SCORING } from '../../domain/scoring/model.ts';
import { bucketOf, distributionOf, type Distribution, type Population } from '../../domain/scoring/population.ts';
import { quantileCuts } from '../../domain/scoring/quantile.ts';
import { recencyDays } from '../../domain/scoring/score.ts';
import { totalsOf } from '../../domain/ledger/totals.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { DAY, utcDay } from '../../domain/time.ts';
import { eventsOf, rowOf, type Past } from '../api/scoring-base.ts';

/** Many runs over a real store take their time on a busy machine. */
const MANY_RUNS_MS = 400_000;
const WORKSPACE = workspaceId.parse('shop');
const NOW = Date.parse('2026-06-15T12:00:00Z');
const YEAR: Counting = DEFAULT_SCORING;
const LIFE_DAYS: Counting = { ...DEFAULT_SCORING, windowDays: null, frequencyOf: 'days' };

let connection: Connection;
beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/population-${randomUUID()}`;
  connection = await connectStore(uri.href);
  mongoTallyStore(connection);
  await ensureIndexes(connection);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});
beforeEach(async () => await emptied());

async function emptied(...names: readonly string[]): Promise<void> {
  const models = names.length === 0 ? Object.keys(connection.models) : names;
  for (const name of models) await connection.collection(name).deleteMany({});
}

/** Customers as decisions would leave them in the store, and what is known of them beside it. */
class World {
  readonly states = new Map<string, CustomerState>();
  now = NOW;
  counting = YEAR;
  #turn = 0;
  /** A store of its own each time: nothing may live in a process. */
  get census(): Census {
    return { workspace: WORKSPACE, timezone: 'UTC', counting: this.counting, now: this.now };
  }

  async decide(id: string, past: Past): Promise<void> {
    this.#turn += 1;
    const place = { workspace: WORKSPACE, playbook: startingPlaybook(null), now: this.now };
    const row = rowOf(place, id, eventsOf(place, id, past), this.#turn);
    this.states.set(id, row.state);
    await customerCollection(connection).replaceOne({ _id: row._id }, row, { upsert: true });
  }

  async erase(id: string): Promise<void> {
    this.states.delete(id);
    await customerCollection(connection).deleteOne({ _id: keyOf(id) });
  }

  async catchUp(): Promise<void> {
    await mongoTallyStore(connection).catchUp(this.census);
  }

  /** Counted one by one, without any counter. */
  population(days: 'elapsed' | 'calendar' = 'elapsed'): Population {
    const model = { ...DEFAULT_SCORING, ...this.counting, days };
    const scored = [...this.states.values()].flatMap((state) => {
      const totals = totalsOf(state.ledger, state, model, this.now);
      return totals ? [{ ...totals, firstDay: utcDay(firstPurchaseAt(state.ledger) ?? Infinity) }] : [];
    });
    return {
      asOf: this.now,
      customers: scored.length,
      recency: distributionOf(scored.map(({ lastPurchaseAt }) => recencyDays(lastPurchaseAt, model, this.now))),
      frequency: distributionOf(scored.map(({ frequency }) => frequency)),
      revenue: distributionOf(scored.map(({ revenue }) => revenue)),
      firstDay: scored.length === 0 ? null : Math.min(...scored.map(({ firstDay }) => firstDay)),
    };
  }
}

function keyOf(id: string) {
  return customerKey(WORKSPACE, customerId.parse(id));
}

async function population(world: World, wanted: Wanted): Promise<Population | null> {
  const { census } = world;
  return await mongoTallyStore(connection).read(WORKSPACE, (reader) => readPopulation(reader, census, wanted));
}

/** Of money the counters know only the bucket, but for those that cut-offs fall into. */
async function expectCounted(world: World): Promise<void> {
  const counted = await population(world, { days: 'elapsed', recencyBins: 5, moneyBins: 5 });
  const truth = world.population();
  expect(counted).toMatchObject({ ...truth, recency: expect.anything(), revenue: expect.anything() });
  if (truth.customers > 0) expect(quantileCuts(counted?.recency ?? [], 5)).toEqual(quantileCuts(truth.recency, 5));
  const byCalendar = await population(world, { days: 'calendar', recencyBins: 5, moneyBins: null });
  expect(byCalendar?.recency).toEqual(world.population('calendar').recency);
  const revenue = counted?.revenue ?? [];
  expect(bucketed(revenue)).toEqual(bucketed(truth.revenue));
  if (truth.customers > 0) expect(quantileCuts(revenue, 5)).toEqual(quantileCuts(truth.revenue, 5));
}

function bucketed(distribution: Distribution): Distribution {
  return distributionOf(distribution.flatMap(([amount, count]) => Array<number>(count).fill(bucketOf(amount))));
}

/** Lets something happen once, just before the next bulk write to a collection. */
function before(collection: string, happens: () => Promise<void>) {
  const happening = vi.fn(happens);
  const spy = vi.spyOn(mongo.Collection.prototype, 'bulkWrite');
  spy.mockImplementation(async function (this: mongo.Collection, ...call) {
    // The real one again: for what happens in between, and for this very write.
    spy.mockRestore();
    const isIt = this.collectionName === collection;
    if (isIt) await happening();
    const result = await this.bulkWrite(...call);
    if (!isIt) before(collection, happening);
    return result;
  });
  return happening;
}

const customer = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const past = fc.record({
  daysAgo: fc.array(
    fc.integer({ min: 0, max: 4_000 }).map((eighths) => eighths / 8),
    { maxLength: 4 },
  ),
  amount: fc.integer({ min: 0, max: 50_000 }),
});
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('decide' as const), customer, past }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('pass' as const, 'passes' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('race' as const), customer, past }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('recount' as const, 'repeat' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('erase' as const), customer }) },
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

async function take(world: World, one: Step): Promise<void> {
  switch (one.does) {
    case 'decide':
      return await world.decide(one.customer, one.past);
    case 'pass':
      return await world.catchUp();
    case 'passes':
      await Promise.all([world.catchUp(), world.catchUp(), world.catchUp()]);
      return;
    case 'race':
      await Promise.all([world.catchUp(), world.decide(one.customer, one.past), world.catchUp()]);
      return;
    case 'wait':
      world.now += one.days * DAY;
      return;
    case 'recount':
      world.counting = world.counting === YEAR ? LIFE_DAYS : YEAR;
      return;
    case 'repeat':
      // A mark that was not cleared, because the process died after it had counted.
      await customerCollection(connection).updateMany({}, { $set: { uncounted: 1 } });
      return;
    case 'erase':
      return await world.erase(one.customer);
  }
}

test(
  'after any sequence of decisions, passes, races and changes of rules the counters equal a full recount',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        await emptied();
        const world = new World();
        for (const one of steps) await take(world, one);
        await world.catchUp();
        // Erasing is no decision: a recount finds who is gone.
        const isErased = steps.some(({ does }) => does === 'erase');
        if (!isErased) await expectCounted(world);
        const { differences } = await mongoTallyStore(connection).rebuild(world.census);
        if (!isErased) expect(differences).toEqual([]);
        await expectCounted(world);
        expect(await customerCollection(connection).countDocuments({ uncounted: 1 })).toBe(0);
      }),
      { numRuns: 20 },
    );
  },
  MANY_RUNS_MS,
);

describe('given counted customers', () => {
  async function counted(): Promise<World> {
    const world = new World();
    for (let n = 0; n < 40; n += 1) {
      await world.decide(`c-${n}`, { daysAgo: [n * 9, n * 9 + 30].slice(0, 1 + (n % 2)), amount: 1_000 + n * 250 });
    }
    await world.catchUp();
    return world;
  }

  test('when time alone takes purchases out of the window, they are counted without them', async () => {
    const world = await counted();
    const before = world.population();
    world.now += 120 * DAY;
    await world.catchUp();
    await expectCounted(world);
    expect(world.population().frequency).not.toEqual(before.frequency);
  });

  test('when nothing has happened, a pass changes nothing, however many there are', async () => {
    const world = await counted();
    const before = await counterCollection(connection).find().toArray();
    await Promise.all(Array.from({ length: 5 }, () => world.catchUp()));
    expect(await counterCollection(connection).find().toArray()).toEqual(before);
  });

  test('when a decision falls between counting and clearing its mark, the mark stays for the next pass', async () => {
    const world = await counted();
    await world.decide('c-0', { daysAgo: [3], amount: 7_000 });
    const between = before('customers', () => world.decide('c-0', { daysAgo: [3, 2, 1], amount: 9_000 }));
    await world.catchUp();
    expect(between).toHaveBeenCalled();
    expect(await customerCollection(connection).countDocuments({ uncounted: 1 })).toBe(1);
    await world.catchUp();
    await expectCounted(world);
  });

  test('when a pass has seen an older picture than another that was quicker, the newer one stays', async () => {
    const world = await counted();
    await world.decide('c-0', { daysAgo: [3], amount: 7_000 });
    const between = before('counted', async () => {
      await world.decide('c-0', { daysAgo: [3, 2, 1], amount: 9_000 });
      await world.catchUp();
    });
    await world.catchUp();
    expect(between).toHaveBeenCalled();
    expect(await customerCollection(connection).countDocuments({ uncounted: 1 })).toBe(0);
    await expectCounted(world);
  });

  test('when a counter has gone astray, a recount puts it right and says by how much', async () => {
    const world = await counted();
    const counters = counterCollection(connection);
    const [first] = await counters.find({ tally: 'frequency', 'sums.customers': { $gt: 0 } }).toArray();
    const was = first?.sums['customers'] ?? 0;
    await counters.updateOne({ _id: first?._id ?? '' }, { $inc: { 'sums.customers': 3 } });
    const gone = { tally: 'recency', of: '', day: 1 };
    await counters.insertOne({ _id: 'shop:recency:1:', workspace: WORKSPACE, ...gone, sums: { customers: 2 } });
    const { differences } = await mongoTallyStore(connection).rebuild(world.census);
    expect(differences).toHaveLength(2);
    expect(differences).toEqual(
      expect.arrayContaining([
        { tally: 'frequency', of: first?.of, day: null, amount: 'customers', counted: was + 3, recounted: was },
        { ...gone, amount: 'customers', counted: 2, recounted: 0 },
      ]),
    );
    await expectCounted(world);
    expect(await mongoTallyStore(connection).rebuild(world.census)).toEqual({ differences: [] });
  });

  test('when all counters are lost, a recount makes them again', async () => {
    const world = await counted();
    await emptied('counters', 'counted');
    const { differences } = await mongoTallyStore(connection).rebuild(world.census);
    expect(differences.length).toBeGreaterThan(0);
    await expectCounted(world);
  });

  test('when a customer is gone, a recount takes them out', async () => {
    const world = await counted();
    await world.erase('c-0');
    const { differences } = await mongoTallyStore(connection).rebuild(world.census);
    const population = differences.filter(({ tally }) => ['recency', 'frequency', 'revenue'].includes(tally));
    expect(population.map(({ tally, counted: was, recounted }) => [tally, recounted - was])).toEqual([
      ['recency', -1],
      ['frequency', -1],
      ['revenue', -1],
    ]);
    await expectCounted(world);
  });

  test('each of the three sums to the number of customers', async () => {
    const world = await counted();
    const sums = await counterCollection(connection)
      .aggregate<{ readonly _id: string; readonly sum: number }>([
        { $match: { tally: { $in: ['recency', 'frequency', 'revenue'] } } },
        { $group: { _id: '$tally', sum: { $sum: '$sums.customers' } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    const { customers } = world.population();
    expect(sums).toEqual(['frequency', 'recency', 'revenue'].map((_id) => ({ _id, sum: customers })));
  });

  test('where the model counts other things than their ledger does, the counters do not answer for them', async () => {
    const world = await counted();
    world.counting = { ...YEAR, counts: { actions: ['purchase', 'visit'], engagement: 'any' } };
    await world.catchUp();
    expect(
      await population(world, {
        days: 'elapsed',
        recencyBins: null,
        moneyBins: null,
      }),
    ).toBeNull();
    world.counting = YEAR;
    await world.catchUp();
    await expectCounted(world);
  });
});
