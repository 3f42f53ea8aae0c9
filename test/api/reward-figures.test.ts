import { afterAll, beforeAll, expect, test } from 'vitest';
import { useCollection } from '../../db/coupons/codes.ts';
import { couponsByMonth } from '../../db/migrations/coupons-by-month.ts';
import { censusOf } from '../../db/tallies/census.ts';
import { counterCollection } from '../../db/tallies/counters.ts';
import { effectCollection } from '../../db/messaging/effects.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { DAY } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';
import { shownBanner } from './seen-placement.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
  const programme = {
    worth: { currency: 'GBP', per100: 500 },
    earn: [{ id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: { by: 'never' } }],
    quests: [
      {
        id: 'two',
        name: 'Two orders',
        steps: [{ id: 'orders', by: 'count', on: 'purchase', target: 2 }],
        deadline: { by: 'days', days: 30 },
        rewards: [
          { give: 'points', points: 50, expire: { by: 'never' } },
          { give: 'coupon', pool: 'back' },
        ],
      },
    ],
    tiers: {
      metric: { by: 'spend' },
      window: { by: 'lifetime' },
      validity: { by: 'forever' },
      levels: [
        { id: 'bronze', name: 'Bronze', min: 0 },
        { id: 'gold', name: 'Gold', min: 9_000 },
      ],
    },
  };
  const pool = {
    name: 'Back',
    kind: 'shared',
    code: 'BACK10',
    value: { by: 'amount', amount: 250, words: '2.50 off' },
  };
  expect((await edge.call('put', '/v1/coupon-pools/back', { body: pool })).status).toBeLessThan(300);
  expect((await edge.call('put', '/v1/loyalty', { body: programme })).status).toBe(200);
  const { body } = await edge.call('post', '/v1/loyalty/publish');
  expect(body).toMatchObject({ version: 1 });
});
afterAll(() => edge.close());

/** After the placement of the second test. */
const ORDERED = { orders: 1, revenue: 1_500 };

let count = 0;
async function buys(id: string, day: number, amount: number) {
  const at = NOW + day * DAY;
  const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`order-${(count += 1)}`));
  const event: CustomerEvent = {
    kind: 'purchase',
    key,
    customer: customerId.parse(id),
    amount,
    at,
    seenAt: at,
    receivedAt: at,
  };
  await lives.decided(id, at, [event]);
  return key;
}

const ask = async (query = '') => (await edge.call('get', `/v1/rewards/figures${query}`)).body;
async function rebuilt() {
  const here = await edge.deps.stores.workspaces.find(edge.workspace);
  if (here === null) throw new Error('there is a workspace');
  const census = await censusOf(edge.deps.stores.playbooks, here, edge.clock.now);
  return (await edge.deps.stores.tallies.rebuild(census)).differences;
}

test('rewards are told by what they gave and by what was ordered after them, less refunds', async () => {
  await buys('a', 0, 4_000);
  await buys('a', 1, 5_000);
  const third = await buys('a', 5, 3_000);
  await buys('a', 40, 2_000);
  await buys('b', 0, 1_000);
  edge.clock.now = NOW + 41 * DAY;
  await lives.decided('b', edge.clock.now);

  const { rewards, ...body } = await ask('?months=3');
  expect(body).toMatchObject({ uncounted: 0, from: '2026-05-01', worth: 500, attributedDays: 14 });
  expect(body.points).toEqual({
    granted: 200,
    spent: 0,
    reversed: 0,
    expired: 0,
    granting: 1_000,
    spending: 0,
  });
  const shown = rewards.map(
    ({ kind, id, name, times, started, points, coupons, cost, orders, revenue }: Record<string, unknown>) => [
      kind,
      id,
      name,
      times,
      started,
      points,
      coupons,
      cost,
      orders,
      revenue,
    ],
  );
  expect(shown).toEqual([
    ['rule', 'orders', 'orders', 5, 0, 150, 0, 750, null, null],
    ['quest', 'two', 'Two orders', 1, 2, 50, 1, 250, 1, 3_000],
    ['tier', 'bronze', 'Bronze', 2, 0, 0, 0, 0, 2, 8_000],
    ['tier', 'gold', 'Gold', 1, 0, 0, 0, 0, 1, 3_000],
  ]);
  expect(body.pools).toEqual([
    { id: 'back', name: 'Back', granted: 1, redeemed: 0, cost: 0, unpriced: 0, orders: 1, revenue: 3_000 },
  ]);
  expect(body.months).toEqual([]);
  expect(await rebuilt()).toEqual([]);

  const at = edge.clock.now;
  const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse('refund-1'));
  const refund = { kind: 'refund', order: third, amount: 1_000, key, customer: customerId.parse('a') } as const;
  await lives.decided('a', at, [{ ...refund, at, seenAt: at, receivedAt: at }]);
  const after = await ask('?months=3&worth=1000');
  expect(after.points).toMatchObject({ reversed: 10, granting: 1_900 });
  expect(after.rewards[1]).toMatchObject({ id: 'two', cost: 500, orders: 1, revenue: 2_000 });
  expect((await ask('?months=1')).rewards.map(({ kind }: { kind: string }) => kind)).toEqual(['rule']);
  expect(await rebuilt()).toEqual([]);
});

test('placements are told by their journey, as pages tell of them, and put right by a rebuild', async () => {
  const { key: effect, tell } = await shownBanner(edge, 'a', 'Europe/London');
  await tell(['1', 'impression'], ['2', 'impression'], ['3', 'click']);
  await tell(['3', 'click']);
  const none = { customers: 0, orders: 0, revenue: 0 };
  const counted = { shown: 2, control: 0, followed: 1, dismissed: 0, measured: false };
  const seen = { customers: 1, ...ORDERED };
  const after = { shown: seen, control: none, followed: seen };
  const right = [{ journey: 'hello', name: 'hello', ...counted, after }];
  const before = { customers: 1, orders: 0, revenue: 0 };
  expect((await ask()).placements).toMatchObject([{ ...counted, after: { shown: before, control: none } }]);
  edge.clock.now += 3 * DAY;
  await buys('a', 43, ORDERED.revenue);
  edge.clock.now += DAY;
  await lives.decided('a', edge.clock.now);
  expect((await ask()).placements).toEqual(right);
  expect(await rebuilt()).toEqual([]);
  await counterCollection(edge.deps.connection).deleteMany({ tally: 'placement' });
  await effectCollection(edge.deps.connection).updateOne({ _id: effect }, { $unset: { under: 1 } });
  expect((await rebuilt()).length).toBeGreaterThan(0);
  expect((await ask()).placements).toEqual(right);
});

test('coupons are told by the month in which they were redeemed, at what they took off, and put right by a rebuild', async () => {
  const share = {
    name: 'Share',
    kind: 'shared',
    code: 'SHARE',
    value: { by: 'percent', percent: 10, words: '10 % off' },
  };
  await edge.call('put', '/v1/coupon-pools/share', { body: share });
  const redeem = async (code: string, order: string, discount?: number) => {
    const body = { customer: 'a', order, ...(discount === undefined ? {} : { discount }) };
    expect((await edge.call('post', `/v1/coupons/${code}/redeem`, { body })).body.status).toBe('accepted');
  };
  await redeem('BACK10', 'o-1');
  await redeem('BACK10', 'o-1');
  await redeem('BACK10', 'o-2', 200);
  await redeem('SHARE', 'o-3');
  edge.clock.now += 31 * DAY;
  await redeem('SHARE', 'o-4', 99);
  const told = async () => {
    const { pools, months } = await ask();
    return { months, pools: pools.map(({ id, redeemed, cost, unpriced }: never) => [id, redeemed, cost, unpriced]) };
  };
  const right = {
    months: [
      { month: '2026-07-01', redeemed: 3, cost: 450, unpriced: 1 },
      { month: '2026-08-01', redeemed: 1, cost: 99, unpriced: 0 },
    ],
    pools: [
      ['back', 2, 450, 0],
      ['share', 2, 99, 1],
    ],
  };
  expect(await told()).toEqual(right);
  expect(await rebuilt()).toEqual([]);
  await counterCollection(edge.deps.connection).deleteMany({ tally: 'coupon' });
  expect((await rebuilt()).length).toBeGreaterThan(0);
  expect(await told()).toEqual(right);
  // As a store of before has it, which a migration counts at what the pool takes off.
  await counterCollection(edge.deps.connection).deleteMany({ tally: 'coupon' });
  await useCollection(edge.deps.connection).updateMany({}, { $unset: { under: '' } });
  await couponsByMonth.run(edge.deps.connection, async () => undefined);
  expect((await told()).pools).toEqual([
    ['back', 2, 500, 0],
    ['share', 2, 0, 2],
  ]);
});

test('what cannot be asked is refused', async () => {
  for (const query of ['?months=14', '?months=0', '?worth=-1', '?worth=1.5', '?colour=red']) {
    const { status, body } = await edge.call('get', `/v1/rewards/figures${query}`);
    expect([query, status, body.code]).toEqual([query, 422, 'invalid']);
  }
});
