import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { broughtBy } from '../../domain/feed/change.ts';
import {
  feedCollection,
  feedLineCollection,
  followedCollection,
  lineId,
  type FeedLineRow,
} from '../../db/feed/rows.ts';
import { subscriptionCollection } from '../../db/feed/subscription-rows.ts';
import { mongoFeedStore, type FeedStore } from '../../db/feed/store.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { customerId, subscriptionId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { DAY, HOUR, SECOND } from '../../domain/time.ts';
import { openEdge, type Edge } from './edge.ts';
import { World } from '../db/tallies/world.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const SETTLE = 15 * SECOND;

/** A reader who keeps what it was told, and asks again behind the last line that it has. */
class Warehouse {
  readonly told = new Map<string, FeedLineRow>();
  readonly places: number[] = [];
  #at = 0;

  async read(feed: FeedStore): Promise<void> {
    const row = await feed.find(edge.workspace);
    for (;;) {
      const span = row && (await feed.read(edge.workspace, { epoch: row.epoch, n: this.#at }, null));
      if (!span) throw new Error('some of it is gone');
      if (span.upTo === this.#at) return;
      for (const line of span.lines) {
        this.places.push(line.n);
        if (line.withdrawn) this.told.delete(line.change);
        else if (this.told.has(line.change)) throw new Error(`${line.change} was told twice`);
        else this.told.set(line.change, line);
      }
      this.#at = span.upTo;
    }
  }
}

/** What the journal says in the end: entries that a row knows. */
async function changesOfJournal(): Promise<readonly string[]> {
  const { connection } = edge.deps;
  const rows = await customerCollection(connection).find({ workspace: edge.workspace }).toArray();
  const seqs = new Map(rows.map(({ _id, state }) => [_id, state.seq]));
  const entries = await journalCollection(connection).find({ workspace: edge.workspace }).toArray();
  return entries
    .filter(({ key, seq }) => seq <= (seqs.get(key) ?? 0))
    .flatMap((entry) => broughtBy(entry.key, entry))
    .flatMap(({ id, kind }) => (kind === 'awaited' ? [] : [id]));
}

const CUSTOMERS = ['ann', 'bob', 'cid'];
const who = fc.constantFrom(...CUSTOMERS);
const step = fc.oneof(
  fc.record({ is: fc.constant('buys' as const), who, amount: fc.integer({ min: 100, max: 90_000 }) }),
  fc.record({ is: fc.constant('buys-twice-over' as const), who, amount: fc.integer({ min: 100, max: 90_000 }) }),
  fc.record({ is: fc.constant('wakes' as const), who }),
  fc.record({ is: fc.constant('time' as const), by: fc.constantFrom(20 * SECOND, HOUR, 40 * DAY) }),
  fc.constant({ is: 'pass' as const }),
  fc.constant({ is: 'two-passes' as const }),
  fc.constant({ is: 'dies' as const }),
  fc.constant({ is: 'reads' as const }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

async function emptied(): Promise<World> {
  const world = await World.emptied(edge);
  const { connection } = edge.deps;
  for (const of of [feedCollection, feedLineCollection, followedCollection]) await of(connection).deleteMany({});
  return world;
}

/** The transaction ends after it has taken places and before all of it is written, as where the process dies. */
async function dieInTheMiddle(world: World): Promise<void> {
  const { connection } = edge.deps;
  const lines = feedLineCollection(connection);
  const { last = 0 } = (await feedCollection(connection).findOne({ _id: edge.workspace })) ?? {};
  // In the way of the first line: the store refuses to write it.
  const customer = customerId.parse('zoe');
  const key = customerKey(edge.workspace, customer);
  const n = last + 1;
  const _id = lineId(edge.workspace, n);
  const what = { kind: 'move', change: 'in-the-way', at: 0, data: {}, loggedAt: 0 } as const;
  await lines.insertOne({ _id, workspace: edge.workspace, n, key, customer, ...what });
  const pass = mongoFeedStore(connection, { settle: SETTLE }).follow(edge.workspace, world.now);
  await pass.catch(() => undefined);
  await lines.deleteOne({ _id, change: 'in-the-way' });
}

/** A lost attempt stands for long enough to be told; the next one has heard of something that happened before. */
async function twiceOver(world: World, who: string, amount: number, pass: () => Promise<void>): Promise<void> {
  const tell = async () => {
    await pass();
    edge.clock.now += SETTLE;
    await pass();
  };
  await world.buysTwiceOver(who, 0, amount, tell, 3);
}

async function take(world: World, warehouse: Warehouse, one: Step): Promise<void> {
  // A store of its own each time: nothing may live in a process.
  const feed = mongoFeedStore(edge.deps.connection, { settle: SETTLE });
  const pass = () => mongoFeedStore(edge.deps.connection, { settle: SETTLE }).follow(edge.workspace, world.now);
  switch (one.is) {
    case 'buys':
      return await world.buys(one.who, 0, one.amount);
    case 'buys-twice-over':
      return await twiceOver(world, one.who, one.amount, pass);
    case 'wakes':
      return await world.wakes(one.who);
    case 'time':
      edge.clock.now += one.by;
      return undefined;
    case 'pass':
      await world.catchUp();
      return await pass();
    case 'two-passes':
      await world.catchUp();
      await Promise.all([pass(), pass()]);
      return undefined;
    case 'dies':
      await world.catchUp();
      return await dieInTheMiddle(world);
    case 'reads':
      return await warehouse.read(feed);
  }
}

test('every change has one place, whatever is lost, repeated or done at once; what was told and is not so is withdrawn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
      const world = await emptied();
      const feed = mongoFeedStore(edge.deps.connection, { settle: SETTLE });
      await feed.keep(edge.workspace, 14, world.now);
      const warehouse = new Warehouse();
      for (const one of steps) await take(world, warehouse, one);
      await world.catchUp();
      await feed.follow(edge.workspace, world.now);
      edge.clock.now += SETTLE;
      await feed.follow(edge.workspace, world.now);
      await warehouse.read(feed);
      expect([...warehouse.told.keys()].toSorted()).toEqual((await changesOfJournal()).toSorted());
      expect(warehouse.places).toEqual(warehouse.places.map((_, at) => at + 1));
    }),
    { numRuns: 3 },
  );
});

interface Line {
  readonly kind: string;
  readonly customer?: string;
  readonly resume: string;
  readonly more?: boolean;
  readonly data?: Readonly<Record<string, unknown>>;
}

const parsed = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

async function read(query = '') {
  const { status, text, body } = await edge.call('get', `/v1/feed${query}`);
  return status === 200 ? parsed(text) : body;
}

/** Two customers have bought, and it is told. */
async function told() {
  const world = await emptied();
  await edge.call('put', '/v1/feed/settings', { body: {} });
  for (const id of ['ann', 'bob']) await world.buys(id, 0, 5_000);
  return { world, settle: () => settled(world) };
}

async function settled(world: World): Promise<void> {
  const { feed } = edge.deps.stores;
  await world.catchUp();
  await feed.follow(edge.workspace, world.now);
  edge.clock.now += SETTLE;
  await feed.follow(edge.workspace, world.now);
}

test('given a workspace without a feed, a key of a marketer or a token that is none, the feed is refused with what to do', async () => {
  await emptied();
  expect(await read()).toMatchObject({ code: 'conflict', detail: expect.stringContaining('PUT /v1/feed/settings') });
  expect((await edge.call('delete', '/v1/feed/settings')).status).toBe(404);
  const key = await edge.keyFor('marketer');
  expect((await edge.call('get', '/v1/feed', { key })).status).toBe(403);
  expect(await read('?after=first')).toMatchObject({ code: 'invalid', problems: [{ path: 'after' }] });
  expect(await read('?kinds=move,what')).toMatchObject({ code: 'invalid' });
});

test('a reader gets each change once, in order, from where it stands, of the kinds that it wants', async () => {
  const { world, settle } = await told();
  await settle();
  const all = await read();
  expect(new Set(all.map(({ kind }: Line) => kind))).toEqual(
    new Set(['move', 'audience', 'tier', 'points', 'journey', 'end']),
  );
  expect(all.at(-1)).toEqual({ kind: 'end', resume: all.at(-2).resume, more: false });
  const move = all.find(({ kind }: Line) => kind === 'move');
  expect(move).toEqual({
    kind: 'move',
    at: '2026-06-15T12:00:00.000Z',
    change: expect.stringMatching(/^[0-9a-f]{40}$/),
    customer: 'ann',
    loggedAt: '2026-06-15T12:00:15.000Z',
    resume: expect.any(String),
    data: {
      from: null,
      to: 'potential-loyalist',
      score: expect.any(String),
      cause: expect.objectContaining({ by: 'event' }),
    },
  });
  const first = await read('?limit=3');
  expect(first.at(-1)).toEqual({ kind: 'end', resume: all[2].resume, more: true });
  expect(await read(`?after=${first.at(-1).resume}`)).toEqual(all.slice(3));
  const moves = await read('?kinds=move');
  expect(moves.map(({ kind, customer }: Line) => [kind, customer])).toEqual([
    ['move', 'ann'],
    ['move', 'bob'],
    ['end', undefined],
  ]);
  expect(await read('?after=now')).toEqual([all.at(-1)]);
  await world.buys('ann', 0, 100);
  await settle();
  const more = await read(`?after=${all.at(-1).resume}`);
  expect(more.length).toBeGreaterThan(1);
  expect(new Set(more.map(({ customer }: Line) => customer))).toEqual(new Set(['ann', undefined]));
  await twiceOver(world, 'cid', 5_000, () => edge.deps.stores.feed.follow(edge.workspace, world.now));
  await settle();
  const lost = (await read('?kinds=move')).filter(({ customer }: Line) => customer === 'cid');
  expect(lost.map(({ kind }: Line) => kind)).toEqual(['move', 'withdrawn', 'move']);
  expect(lost[1]).toMatchObject({ of: 'move', change: lost[0].change });
});

test('a token behind which lines are gone, and one of a feed that was begun anew, are refused with where to go on', async () => {
  const { settle } = await told();
  await settle();
  const [{ resume }] = await read();
  edge.clock.now += 15 * DAY;
  await edge.deps.stores.feed.trim(edge.workspace, edge.clock.now);
  const refused = await read(`?after=${resume}`);
  const { body } = await edge.call('get', '/v1/feed/settings');
  expect(refused).toMatchObject({ status: 410, code: 'feed-too-old' });
  expect(refused.detail).toContain(`after=${body.feed.oldest}`);
  expect(await read(`?after=${body.feed.oldest}`)).toEqual([{ kind: 'end', resume: body.feed.newest, more: false }]);
  expect((await edge.call('delete', '/v1/feed/settings')).status).toBe(204);
  await edge.call('put', '/v1/feed/settings', { body: { keepDays: 3 } });
  expect(await read(`?after=${body.feed.oldest}`)).toMatchObject({ status: 410 });
});

test('who follows is told of changes as they get their places, of life while there are none, and where to go on at the end', async () => {
  const { world, settle } = await told();
  const stop = new AbortController();
  const address = edge.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}/v1/feed?follow=true&kinds=move`, {
    headers: { Authorization: `Bearer ${edge.key}` },
    signal: stop.signal,
  });
  let text = '';
  const movers = () => parsed(text).flatMap(({ kind, customer }) => (kind === 'move' ? [customer] : []));
  const reading = (async () => {
    for await (const part of response.body ?? []) text += Buffer.from(part).toString();
  })().catch(() => undefined);
  await settle();
  await vi.waitFor(() => expect(movers()).toEqual(['ann', 'bob']), 10_000);
  edge.clock.now += SETTLE;
  await vi.waitFor(() => expect(parsed(text).at(-1)?.kind).toBe('heartbeat'), 10_000);
  await world.buys('cid', 0, 100);
  await settle();
  await vi.waitFor(() => expect(movers()).toEqual(['ann', 'bob', 'cid']), 10_000);
  edge.deps.draining.begin();
  await vi.waitFor(() => expect(parsed(text).at(-1)).toMatchObject({ kind: 'end' }), 10_000);
  await reading;
});

test('a subscription is made, changed, paused, sent a span again and ended; its secret is told once, and the log says who did what', async () => {
  const { settle } = await told();
  await settle();
  const url = 'https://example.com/changes';
  const post = (path: string, body?: object) => edge.call('post', `/v1/subscriptions${path}`, { body });
  expect((await post('', { id: 'dwh', url: 'ftp://example.com', kinds: [] })).body).toMatchObject({
    code: 'invalid',
    problems: [{ path: 'url' }, { path: 'kinds' }],
  });
  const { body: made } = await post('', { id: 'dwh', url, kinds: ['move'], after: 'oldest' });
  expect(made).toMatchObject({
    id: 'dwh',
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    subscription: { state: 'behind', kinds: ['move'], paused: null, alert: null, failed: 0, deliveredAt: null },
  });
  expect((await post('', { id: 'dwh', url })).body).toMatchObject({ code: 'taken' });
  expect((await edge.call('delete', '/v1/feed/settings')).body).toMatchObject({ code: 'conflict' });
  const { body: list } = await edge.call('get', '/v1/subscriptions');
  expect(list.subscriptions).toEqual([made.subscription]);
  expect(JSON.stringify(list)).not.toContain('whsec_');
  expect((await edge.call('put', '/v1/subscriptions/dwh', { body: { url } })).body).toMatchObject({ kinds: null });
  expect((await post('/dwh/replay', { from: '2026-06-01T00:00:00Z' })).body).toMatchObject({ code: 'conflict' });
  expect((await post('/dwh/resume', { after: 'now' })).body).toMatchObject({ state: 'up-to-date', behind: 0 });
  expect((await post('/dwh/replay', { from: '2026-06-01T00:00:00Z' })).body).toMatchObject({ replaying: true });
  expect((await post('/dwh/pause')).body).toMatchObject({ state: 'paused', paused: { because: 'asked' }, alert: null });
  expect((await post('/dwh/secret')).body.secret).not.toBe(made.secret);
  expect((await edge.call('get', '/v1/subscriptions/dwh/deliveries')).body).toEqual({ deliveries: [] });
  expect((await edge.call('get', '/metrics')).text).not.toContain('subscriptions_paused{');
  const { stores } = edge.deps;
  const row = await stores.subscriptions.find(edge.workspace, subscriptionId.parse('dwh'));
  expect(JSON.stringify(row)).not.toContain('whsec_');
  if (row) {
    await stores.subscriptions.resume(row, row);
    await stores.subscriptions.pause(row, 'gone', edge.clock.now);
  }
  const failing = { id: 'msg_1', after: 0, to: 1, replay: false, failed: 3, due: edge.clock.now };
  await subscriptionCollection(edge.deps.connection).updateOne(
    { subscription: 'dwh' as never },
    { $set: { batch: failing } },
  );
  const { body: alerted } = await edge.call('get', '/v1/subscriptions');
  expect(alerted.subscriptions[0]).toMatchObject({ failed: 3, nextAttemptAt: null });
  expect(alerted.subscriptions[0].alert).toMatch(/^The receiver answered 410.*resume it/);
  expect((await edge.call('get', '/metrics')).text).toContain('subscriptions_paused{workspace="shop"} 1');
  const { body: log } = await edge.call('get', '/v1/audit?kind=subscription');
  expect(log.entries).toHaveLength(6);
  expect(JSON.stringify(log)).not.toContain('whsec_');
  expect((await edge.call('delete', '/v1/subscriptions/dwh')).status).toBe(204);
  expect((await post('/dwh/pause')).status).toBe(404);
});
