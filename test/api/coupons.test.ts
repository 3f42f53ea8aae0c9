import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { grantCollection } from '../../db/coupons/grants.ts';
import { grantIdOf, type GrantId } from '../../domain/coupons/coupon.ts';
import { customerId, poolId } from '../../domain/ids.schema.ts';
import { couponEffectKey, customerKey } from '../../domain/keys.ts';
import { HOUR, isoTime } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { shownBanner } from './seen-placement.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
});
afterAll(() => edge.close());

const call = (method: 'get' | 'put' | 'post', path: string, body?: unknown, key = edge.key) =>
  edge.call(method, `/v1${path}`, body === undefined ? { key } : { key, body });

const POOL = {
  kind: 'unique',
  name: 'Back',
  value: { by: 'percent', percent: 10, words: '10 % off' },
  validDays: 30,
  lowWater: 1,
};
const SHARED = { kind: 'shared', name: 'Summer', value: { by: 'free', words: 'free shipping' }, code: 'SUMMER' };

const give = (pool: string, grant: string, customer: string) =>
  edge.deps.stores.coupons.grants.give({
    workspace: edge.workspace,
    pool: poolId.parse(pool),
    grant: grant as GrantId,
    customer: customerId.parse(customer),
    at: NOW,
  });

const redemptions = () =>
  eventCollection(edge.deps.connection)
    .find({ 'event.type': 'coupon.redeemed' } as object)
    .toArray();

describe('a pool', () => {
  test('is made, filled, and says when little is left', async () => {
    expect((await call('get', '/coupon-pools')).body.pools).toEqual([]);
    expect((await call('get', '/coupon-pools/back')).status).toBe(404);
    const made = await call('put', '/coupon-pools/back', POOL);
    expect(made.body).toMatchObject({
      id: 'back',
      left: 0,
      low: true,
      pool: { reserveMinutes: 10_080, paused: false },
    });
    const filled = await call('post', '/coupon-pools/back/codes', { codes: ['back-0001', 'BACK-0002', 'BACK-0001'] });
    expect(filled.body).toEqual({ added: 2, collisions: [], repeated: 1, left: 2, low: false });
    await call('put', '/coupon-pools/other', { ...POOL, name: 'Other' });
    const again = await call('post', '/coupon-pools/other/codes', { codes: ['BACK-0001', 'BACK-0003'] });
    expect(again.body).toMatchObject({ added: 1, collisions: [{ code: 'BACK-0001', pool: 'back' }] });
    const drawn = await call('post', '/coupon-pools/other/codes/generate', { count: 50 });
    expect(drawn.body).toMatchObject({ added: 50, left: 51 });
    const { body } = await call('get', '/coupon-pools');
    expect(body.pools.map(({ id, left, low }: { id: string; left: number; low: boolean }) => [id, left, low])).toEqual([
      ['back', 2, false],
      ['other', 51, false],
    ]);
    await call('put', '/coupon-pools/empty', { ...POOL, name: 'Empty' });
    expect((await edge.call('get', '/metrics')).text).toContain('coupon_pools_low{workspace="shop"} 1');
  });

  test('tells all that is wrong at once, and takes nothing then', async () => {
    const wrong = {
      ...POOL,
      value: { by: 'percent', percent: 120, words: '' },
      validDays: 0,
      reserveMinutes: 1.5,
      x: 1,
    };
    const { status, body } = await call('put', '/coupon-pools/wrong', wrong);
    expect(status).toBe(422);
    expect(body.problems.map(({ path }: { path: string }) => path).toSorted()).toEqual(
      ['reserveMinutes', 'validDays', 'value.percent', 'value.words', 'x'].toSorted(),
    );
    const codes = await call('post', '/coupon-pools/back/codes', { codes: ['GOOD-0001', 'no', 'not one'] });
    expect(codes.body.problems.map(({ path }: { path: string }) => path)).toEqual(['codes[1]', 'codes[2]']);
    expect((await call('get', '/coupon-pools/back')).body.counts.free).toBe(2);
  });

  test('keeps its kind and its shared code, which no other pool can have', async () => {
    expect((await call('put', '/coupon-pools/summer', SHARED)).body).toMatchObject({ left: null, low: false });
    expect((await call('put', '/coupon-pools/back', SHARED)).status).toBe(409);
    expect((await call('put', '/coupon-pools/summer', { ...SHARED, code: 'WINTER' })).status).toBe(409);
    expect((await call('put', '/coupon-pools/third', SHARED)).body.code).toBe('taken');
    expect((await call('get', '/coupon-pools/third')).status).toBe(404);
    expect((await call('post', '/coupon-pools/summer/codes', { codes: ['ABCD'] })).status).toBe(409);
    expect((await call('put', '/coupon-pools/summer', { ...SHARED, most: 1 })).body.left).toBe(1);
  });

  test('is in the audit log with what changed of it', async () => {
    const { body } = await call('get', '/audit?kind=coupon-pool&object=back');
    const [filled, made] = body.entries;
    expect(filled.changed).toEqual([{ path: 'codes', before: '0', after: '2' }]);
    expect(made.operation).toBe('put-v1-coupon-pools-id');
  });
});

describe('a coupon', () => {
  const order = (customer: string, id = 'o-1') => ({ customer, order: id });

  test('is granted, held and redeemed, and its customer hears of it once', async () => {
    const ingest = await edge.keyFor('ingest');
    const given = await give('back', 'g-1', 'ada');
    const code = given.is === 'granted' ? given.row.code.toLowerCase() : '';
    const ask = async (verb: string, body: object) =>
      (await call('post', `/coupons/${code}/${verb}`, body, ingest)).body;
    expect(await ask('validate', { customer: 'bob' })).toMatchObject({ status: 'refused', reason: 'not-yours' });
    expect(await ask('validate', { customer: 'ada' })).toMatchObject({
      status: 'accepted',
      is: 'usable',
      pool: 'back',
    });
    const until = isoTime(NOW + 7 * 24 * HOUR);
    expect(await ask('reserve', order('ada'))).toMatchObject({ status: 'accepted', is: 'reserved', until });
    expect(await ask('reserve', order('ada', 'o-2'))).toMatchObject({ reason: 'reserved', order: 'o-1', at: until });
    expect(await ask('release', order('ada'))).toMatchObject({ status: 'accepted', is: 'released' });
    expect(await ask('release', order('ada', 'o-3'))).toMatchObject({ status: 'refused', reason: 'not-reserved' });
    for (let times = 0; times < 2; times += 1) {
      expect(await ask('redeem', order('ada', 'o-2'))).toMatchObject({ status: 'accepted', is: 'redeemed' });
    }
    expect(await ask('redeem', order('ada', 'o-4'))).toMatchObject({ reason: 'redeemed', order: 'o-2' });
    expect(await ask('validate', order('ada', 'o-2'))).toMatchObject({ reason: 'redeemed', order: 'o-2' });
    const told = await redemptions();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      customer: 'ada',
      event: { kind: 'activity', facts: { pool: 'back', order: 'o-2' } },
    });
    expect(JSON.stringify(told[0]?._id).toLowerCase()).not.toContain(code);
    const { counts } = (await call('get', '/coupon-pools/back')).body;
    expect(counts).toMatchObject({ free: 1, granted: 0, reserved: 0, redeemed: 1, released: 1 });
  });

  test('is listed for its customer, page by page', async () => {
    await give('other', 'g-1', 'ada');
    const first = (await call('get', '/customers/ada/coupons?limit=1')).body;
    const second = (await call('get', `/customers/ada/coupons?limit=1&cursor=${first.next}`)).body;
    const both = [...first.coupons, ...second.coupons];
    expect(both.map(({ pool, is, order: by }) => `${pool} ${is} ${by}`).toSorted()).toEqual([
      'back redeemed o-2',
      'other usable null',
    ]);
    expect(second.next).toBeNull();
    expect((await call('get', '/customers/nobody/coupons')).status).toBe(404);
    expect((await call('get', '/customers/ada/coupons?cursor=x')).status).toBe(422);
  });

  test('is told of by a banner as long as it can be used', async () => {
    const eve = customerId.parse('eve');
    const [pool, fact] = [poolId.parse('other'), 7];
    await shownBanner(edge, 'eve', 'UTC', { pool, fact });
    const shown = async () => {
      const { body } = await call('get', '/placements?slots=home&customer=eve');
      return body.placements.length;
    };
    // It is still under way, or its pool had none.
    expect(await shown()).toBe(0);
    const given = await give('other', grantIdOf(couponEffectKey(customerKey(edge.workspace, eve), fact)), 'eve');
    const code = given.is === 'granted' ? given.row.code : '';
    expect(await shown()).toBe(1);
    await call('post', `/coupons/${code}/reserve`, order('eve', 'o-8'));
    expect(await shown()).toBe(1);
    await call('post', `/coupons/${code}/redeem`, order('eve', 'o-8'));
    expect(await shown()).toBe(0);
    const grants = grantCollection(edge.deps.connection);
    for (const over of [{ expires: NOW }, { revokedAt: NOW }]) {
      await shownBanner(edge, 'fay', 'UTC', { pool, fact });
      const key = couponEffectKey(customerKey(edge.workspace, customerId.parse('fay')), fact);
      await give('other', grantIdOf(key), 'fay');
      const shownToFay = async () => (await call('get', '/placements?customer=fay')).body.placements.length;
      expect(await shownToFay()).toBe(1);
      await grants.updateOne({ grant: grantIdOf(key) }, { $set: over });
      expect(await shownToFay()).toBe(0);
      await grants.deleteOne({ grant: grantIdOf(key) });
    }
  });

  test('of everybody works as often as it says', async () => {
    const ask = async (body: object) => (await call('post', '/coupons/summer/redeem', body)).body;
    expect(await ask(order('ada'))).toMatchObject({ status: 'accepted', value: SHARED.value });
    expect(await ask(order('bob'))).toMatchObject({ status: 'refused', reason: 'not-yours' });
    expect(await ask(order('bob', 'o-9'))).toMatchObject({ status: 'refused', reason: 'used-up' });
    expect((await call('post', '/coupons/NOBODYS/reserve', order('ada'))).body).toMatchObject({ reason: 'unknown' });
    expect((await call('get', '/coupon-pools/summer')).body).toMatchObject({ left: 0, low: true });
  });

  test('of nobody, of a paused or a missing pool, and of an empty one is not to be had', async () => {
    // Which code of that pool somebody else was given above is left to chance.
    expect((await call('post', '/coupons/BACK-0003/redeem', order('carol', 'o-5'))).body.status).toBe('refused');
    await call('put', '/coupon-pools/back', { ...POOL, paused: true });
    expect(await give('back', 'g-2', 'bob')).toEqual({ is: 'refused', because: 'paused' });
    await call('put', '/coupon-pools/back', { ...POOL, validUntil: isoTime(NOW - HOUR) });
    expect(await give('back', 'g-2', 'bob')).toEqual({ is: 'refused', because: 'over' });
    await call('put', '/coupon-pools/back', POOL);
    expect((await give('back', 'g-2', 'bob')).is).toBe('granted');
    expect(await give('back', 'g-3', 'bob')).toEqual({ is: 'refused', because: 'empty' });
    expect(await give('nothing', 'g-3', 'bob')).toEqual({ is: 'refused', because: 'unknown-pool' });
  });
});
