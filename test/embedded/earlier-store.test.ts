import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Door } from '../faults/shop.ts';
import { openStand, type Stand } from '../faults/stand.ts';
import { HANGS_MS, until } from '../faults/until.ts';
import { restoreStore } from '../fixtures/dump.ts';

const STORE_020 = new URL('../fixtures/store-0.2.0/store.ejson.gz', import.meta.url);
/** What the dump holds: the shop of `test/fixtures/earlier-shop.ts`. */
const CUSTOMERS = 565;

const keyReply = z.object({ key: z.string() });
const segments = z.object({
  customers: z.number(),
  uncounted: z.number(),
  segments: z.array(z.object({ customers: z.number() })),
});
const names = z.object({
  journeys: z.array(z.object({ id: z.string(), live: z.number().nullable(), inside: z.number() })),
});
const versions = z.object({ versions: z.array(z.object({ version: z.number() })) });
const jobs = z.object({ jobs: z.array(z.object({ id: z.string(), kind: z.string(), state: z.string() })) });
const job = z.object({ job: z.object({ id: z.string(), state: z.string(), result: z.unknown().optional() }) });
const inside = z.object({ journey: z.string(), version: z.number(), step: z.string() });
const customer = z.object({
  segment: z.string().nullable(),
  inside: z.array(inside),
  totals: z.object({ orders: z.number(), revenue: z.number() }),
});
const timeline = z.object({ entries: z.array(z.object({ kind: z.string(), text: z.string() })) });
const silence = z.object({ days: z.array(z.object({ moves: z.number() })) });

/** Calls the API; with a body it is a POST. */
async function ask<Reply>({ url, key }: Door, path: string, reply: z.ZodType<Reply>, body?: unknown): Promise<Reply> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, { headers, ...sent });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
  return reply.parse(JSON.parse(text));
}

async function shopOf({ api }: Stand): Promise<Door> {
  const { key } = await ask(api.door, '/v1/workspaces/shop/keys', keyReply, { scopes: ['admin'] });
  return { ...api.door, key };
}

const placeOf = async (shop: Door, id: string) => {
  const { inside: places } = await ask(shop, `/v1/customers/${id}`, customer);
  return places.find(({ journey }) => journey === 'basket');
};

/** Each view shows what was there. */
async function showsEverything(shop: Door): Promise<void> {
  // After an upgrade everybody is counted anew in the background.
  await until('everybody is counted', async () => (await ask(shop, '/v1/segments', segments)).uncounted === 0);
  const { customers, segments: each } = await ask(shop, '/v1/segments', segments);
  expect(customers).toBe(CUSTOMERS);
  expect(each.reduce((sum, segment) => sum + segment.customers, 0)).toBe(CUSTOMERS - 1);
  const { days } = await ask(shop, '/v1/silence', silence);
  expect(days.reduce((sum, { moves }) => sum + moves, 0)).toBeGreaterThan(0);
  const { journeys } = await ask(shop, '/v1/journeys', names);
  expect(journeys).toContainEqual({ id: 'basket', live: 2, inside: 5 });
  expect(journeys).toContainEqual({ id: 'draft-only', live: null, inside: 0 });
  const numbers = async (path: string) => (await ask(shop, path, versions)).versions.map(({ version }) => version);
  expect(await numbers('/v1/journeys/basket/versions')).toEqual([2, 1]);
  expect(await numbers('/v1/scoring/versions')).toEqual([3, 2, 1]);
  const model = z.object({ versions: z.array(z.object({ model: z.object({ version: z.number() }) })) });
  const silences = await ask(shop, '/v1/silence/versions', model);
  expect(silences.versions.map((each) => each.model.version)).toEqual([2, 1]);
  // The upkeep of this version counts everything again once a day, and may have begun.
  const all = (await ask(shop, '/v1/jobs?limit=100', jobs)).jobs.filter(({ kind }) => kind !== 'recount');
  const kinds = ['fit', 'import', 'import', 'rebuild', 'rollout', 'rollout', 'rollout'];
  expect(all.map(({ kind }) => kind).toSorted()).toEqual(kinds);
  for (const { id, state } of all) {
    expect(state).toBe('done');
    expect((await ask(shop, `/v1/jobs/${id}`, job)).job.id).toBe(id);
  }
  const paths = [
    '/v1/scoring',
    '/v1/silence/model',
    '/v1/silence/calibration',
    '/v1/moves',
    '/v1/clock',
    '/v1/customers',
  ];
  for (const path of [...paths, '/v1/quarantine', '/v1/refunds/unmatched', '/v1/placements?customer=c-0011']) {
    expect(Object.keys(await ask(shop, path, z.record(z.string(), z.unknown()))).length).toBeGreaterThan(0);
  }
}

/** Refunds, early ones too, and summaries count as they did; what happened is told. */
async function showsEachCustomer(shop: Door): Promise<void> {
  const totals = async (id: string) => (await ask(shop, `/v1/customers/${id}`, customer)).totals;
  expect(await totals('n-001')).toMatchObject({ orders: 2, revenue: 6_050 });
  expect(await totals('n-002')).toMatchObject({ orders: 0, revenue: 0 });
  expect(await totals('n-003')).toMatchObject({ orders: 1, revenue: 5_000 });
  expect(await totals('s-001')).toMatchObject({ orders: 7, revenue: 41_000 });
  expect(await placeOf(shop, 'c-0001')).toMatchObject({ version: 1, step: 'pause' });
  expect(await placeOf(shop, 'n-001')).toMatchObject({ version: 2, step: 'pause' });
  const { entries } = await ask(shop, '/v1/customers/n-001/timeline', timeline);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['decision', 'event', 'send']));
}

async function isRebuiltWithoutDifference(shop: Door): Promise<void> {
  const begun = await ask(shop, '/v1/rebuild', job, {});
  const now = async () => (await ask(shop, `/v1/jobs/${begun.job.id}`, job)).job;
  await until('the rebuild has ended', async () => !['queued', 'running'].includes((await now()).state));
  expect(await now()).toMatchObject({ state: 'done', result: { customers: CUSTOMERS, differing: 0, differences: 0 } });
}

test(
  'a store of 0.2.0 is brought up to date at the start, by one of the processes; it shows what it did, and goes on',
  async () => {
    const stand = await openStand((store) => restoreStore(store, STORE_020));
    const said = `${stand.api.program.output}${stand.worker.output}`;
    expect(said.match(/The store is up to date, from format 2\./g)).toHaveLength(1);
    const shop = await shopOf(stand);
    await showsEverything(shop);
    await showsEachCustomer(shop);
    await isRebuiltWithoutDifference(shop);

    // Two who wait, each in another version: one leaves by what its own version says, the other reaches its goal.
    await ask(shop, '/v1/events', z.unknown(), [
      { id: 'later-1', customer: 'c-0001', type: 'complaint' },
      { id: 'later-2', customer: 'n-001', type: 'purchase', amount: 1_950 },
    ]);
    await until('one has left', async () => (await placeOf(shop, 'c-0001')) === undefined);
    await until('the other has bought', async () => (await placeOf(shop, 'n-001')) === undefined);
    expect((await ask(shop, '/v1/customers/n-001', customer)).totals).toMatchObject({ orders: 3, revenue: 8_000 });
    // One whose workflow runs in real time.
    await ask(stand.api.door, '/v1/events', z.unknown(), [{ id: 'later-3', customer: 'r-inside', type: 'complaint' }]);
    await until('a third has left', async () => (await placeOf(stand.api.door, 'r-inside')) === undefined);

    await ask(shop, '/v1/clock', z.unknown(), { advance: '3d' });
    await isRebuiltWithoutDifference(shop);
  },
  HANGS_MS,
);
