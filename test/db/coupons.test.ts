import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { codeCollection, useCollection } from '../../db/coupons/codes.ts';
import { mongoCouponGrants } from '../../db/coupons/grants.ts';
import { mongoCouponRefunds } from '../../db/coupons/refunded.ts';
import { mongoPoolStore } from '../../db/coupons/pool-store.ts';
import { mongoCouponStock } from '../../db/coupons/stock.ts';
import { mongoCouponUses } from '../../db/coupons/uses.ts';
import { couponCode, type CouponCode } from '../../domain/coupons/code.schema.ts';
import type { GrantId, PoolCounts } from '../../domain/coupons/coupon.ts';
import { couponPool } from '../../domain/coupons/pool.schema.ts';
import type { RefundedCoupon } from '../../domain/coupons/refunds.ts';
import type { Asked } from '../../domain/coupons/use.ts';
import { customerId, poolId, type PoolId } from '../../domain/ids.schema.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';
import { aKey, anActivity, NOON } from '../builders.ts';
import { aStoredRow, WORKSPACE } from '../contract/rows.ts';
import { openDatabase } from '../databases.ts';
import { Random } from '../protocol/random.ts';

let connection: Connection;
let close: () => Promise<void>;
beforeAll(async () => {
  const opened = await openDatabase(inject('mongodbUri'), 'coupons');
  ({ connection, close } = opened);
  for (const open of [mongoPoolStore, mongoCouponStock, mongoCouponUses, mongoCouponGrants]) open(connection);
  await opened.index();
});
afterAll(() => close());

const value = { by: 'free', words: 'free shipping' };
const customer = (n: number) => customerId.parse(`c-${n}`);
const range = (length: number) => Array.from({ length }, (_, n) => n);
const codeOf = (text: string): CouponCode => couponCode.parse(text);

async function aPool(id: string, fields: object): Promise<PoolId> {
  const pool = couponPool.parse({ name: id, value, ...fields });
  const row = { workspace: WORKSPACE, id: poolId.parse(id), pool, savedAt: NOON };
  expect(await mongoPoolStore(connection).save(row)).toBe('saved');
  return row.id;
}

async function aStock(id: PoolId, prefix: string, many: number): Promise<readonly CouponCode[]> {
  const codes = range(many).map((n) => codeOf(`${prefix}-${n}`));
  const added = await mongoCouponStock(connection).add({ workspace: WORKSPACE, id }, codes);
  expect(added).toMatchObject({ is: 'added', added: many });
  return codes;
}

const countsOf = (id: PoolId, now = NOON) => mongoPoolStore(connection).counts({ workspace: WORKSPACE, id }, now);
const give = (pool: PoolId, grant: string, to: number, at = NOON) =>
  mongoCouponGrants(connection).give({
    workspace: WORKSPACE,
    pool,
    grant: grant as GrantId,
    customer: customer(to),
    at,
  });

/** As several processes, each of which lets its own callers wait for each other and knows nothing of the others. */
const processes = () => range(3).map(() => mongoCouponUses(connection));

/** What the rows themselves come to, which nothing but a test goes through. */
async function recounted(pool: PoolId): Promise<PoolCounts> {
  const codes = await codeCollection(connection).find({ workspace: WORKSPACE, pool }).toArray();
  const uses = await useCollection(connection).find({ workspace: WORKSPACE, pool }).toArray();
  const many = (is: string) => uses.filter((use) => use.is === is).length;
  return {
    free: codes.filter((code) => code.is === 'free').length,
    granted: codes.filter((code) => code.is === 'held' && code.taken === 0).length,
    reserved: many('reserved'),
    redeemed: many('redeemed'),
    expired: codes.filter((code) => code.is === 'expired').length,
    released: 0,
    revoked: codes.filter((code) => code.is === 'revoked' && code.taken === 0).length,
  };
}

describe('of many who ask at the same moment', () => {
  test('a shared code is held by as many orders as it has uses, and by no customer more often than they may', async () => {
    const pool = await aPool('storm', { kind: 'shared', code: 'STORM', most: 12, mostPerCustomer: 2 });
    const stores = processes();
    const asked = range(45).map(async (n) => {
      const asks = { wants: 'reserve', customer: customer(n % 9), order: `o-${n}` } as const;
      const answered = await stores[n % 3]?.ask({ ...asks, workspace: WORKSPACE, code: codeOf('STORM'), now: NOON });
      return { n, is: answered?.answer.is };
    });
    const held = (await Promise.all(asked)).filter(({ is }) => is === 'changed');
    expect(held).toHaveLength(12);
    const perCustomer = range(9).map((who) => held.filter(({ n }) => n % 9 === who).length);
    expect(Math.max(...perCustomer)).toBeLessThanOrEqual(2);
    expect(await countsOf(pool)).toMatchObject({ reserved: 12, redeemed: 0 });
  });

  test('a pool gives each code once, the same one for the same cause, and nothing once it is empty', async () => {
    const pool = await aPool('gifts', { kind: 'unique' });
    await aStock(pool, 'GIFT', 10);
    const given = await Promise.all(range(30).map((n) => give(pool, `g-${n % 15}`, n % 15)));
    const rows = given.flatMap((one) => (one.is === 'granted' ? [one.row] : []));
    const byGrant = new Map(rows.map(({ grant, code }) => [grant, code]));
    expect(byGrant.size).toBe(10);
    expect(new Set(byGrant.values()).size).toBe(10);
    expect(rows.every(({ grant, code }) => byGrant.get(grant) === code)).toBe(true);
    expect(given.filter(({ is }) => is === 'refused').length).toBe(30 - rows.length);
    expect(await countsOf(pool)).toMatchObject({ free: 0, granted: 10 });
  });

  test('two lists with the same codes bring each of them once, and say which were there', async () => {
    const [one, other] = [await aPool('one', { kind: 'unique' }), await aPool('other', { kind: 'unique' })];
    const stock = mongoCouponStock(connection);
    const codes = range(20).map((n) => codeOf(`BOTH-${n}`));
    const came = await Promise.all(
      [one, other].map(async (id) => await stock.add({ workspace: WORKSPACE, id }, codes)),
    );
    const added = came.map((each) => (each.is === 'added' ? each.added : NaN));
    expect(Math.min(...added)).toBe(0);
    expect(Math.max(...added)).toBe(20);
    expect(came.flatMap((each) => (each.is === 'added' ? each.collisions : []))).toHaveLength(20);
    expect((await countsOf(one)).free + (await countsOf(other)).free).toBe(20);
  });
});

test.each(range(3))('whatever is asked in whatever order, counts are what the rows come to (%i)', async (seed) => {
  const random = new Random(seed);
  const pool = await aPool(`any-${seed}`, { kind: 'unique', validDays: 2, reserveMinutes: 60 });
  await aStock(pool, `ANY${seed}`, 6);
  const codes = (await Promise.all(range(5).map((n) => give(pool, `g-${n}`, n)))).flatMap((one) =>
    one.is === 'granted' ? [one.row.code] : [],
  );
  const stores = processes();
  let now = NOON;
  for (let round = 0; round < 8; round += 1) {
    const asks = range(8).map(async () => {
      const wants = random.pick(['reserve', 'reserve', 'release', 'release', 'redeem'] as const);
      const n = random.below(5);
      const asked: Asked = { wants, customer: customer(n), order: `o-${random.below(3)}` };
      const code = codes[n] ?? codeOf('NONE');
      return await random.pick(stores).ask({ ...asked, workspace: WORKSPACE, code, now });
    });
    await Promise.all(asks);
    const { released, ...counts } = await countsOf(pool, now);
    expect({ ...counts, released: 0 }).toEqual(await recounted(pool));
    expect(counts.free + counts.granted + counts.reserved + counts.redeemed + counts.expired).toBe(6);
    expect(released).toBeGreaterThanOrEqual(0);
    now += random.below(12 * HOUR);
  }
  expect(await countsOf(pool, NOON + 3 * DAY)).toMatchObject({ granted: 0, reserved: 0 });
});

describe('with an order of which nothing is left', () => {
  /** By the id of its event, which is stored once: a transaction may ask for it again. */
  const told = new Map<string, RefundedCoupon>();
  const refund = async (to: number, order: string) => {
    const refunded = { workspace: WORKSPACE, customer: customer(to), order: aKey(order), now: NOON };
    await mongoCouponRefunds(connection).takeBack(refunded, (coupon) => {
      const id = `${coupon.is}-${coupon.pool}-${coupon.order}`;
      told.set(id, coupon);
      return aStoredRow(anActivity({ id }));
    });
  };
  const ask = async (wants: Asked['wants'], to: number, order: string, code: CouponCode) => {
    const asked = { wants, customer: customer(to), order, workspace: WORKSPACE, code, now: NOON };
    return (await mongoCouponUses(connection).ask(asked))?.answer;
  };
  const earned = async (pool: PoolId, to: number, order: string) => {
    const wanted = { workspace: WORKSPACE, pool, customer: customer(to), at: NOON };
    const given = await mongoCouponGrants(connection).give({
      ...wanted,
      grant: `by-${order}` as GrantId,
      byOrder: aKey(order),
    });
    if (given.is === 'refused') throw new Error(given.because);
    return given.row.code;
  };

  test('what it earned is taken back where the pool says so, once, and what an order has it keeps', async () => {
    const id = await aPool('earned', { kind: 'unique', refunds: { earned: 'revoke' } });
    await aStock(id, 'EARNED', 4);
    const [unused, held, used] = [await earned(id, 1, 'e-1'), await earned(id, 2, 'e-2'), await earned(id, 3, 'e-3')];
    await ask('reserve', 2, 'x-2', held);
    await ask('redeem', 3, 'x-3', used);
    told.clear();
    for (const n of [1, 2, 3, 1]) await refund(n, `e-${n}`);
    expect([...told.values()]).toMatchObject([{ is: 'revoked', order: 'e-1' }]);
    expect(await ask('redeem', 1, 'x-1', unused)).toMatchObject({ is: 'refused', refusal: { reason: 'revoked' } });
    expect(await countsOf(id)).toMatchObject({ free: 1, granted: 0, reserved: 1, redeemed: 1, revoked: 1 });
    expect(await ask('release', 2, 'x-2', held)).toMatchObject({ is: 'changed' });
    expect(await ask('reserve', 2, 'x-2', held)).toMatchObject({ is: 'refused', refusal: { reason: 'revoked' } });
    expect(await countsOf(id)).toEqual({ ...(await recounted(id)), released: 1 });
  });

  test('what it used can be used again where the pool says so, and else stays used', async () => {
    const [back, stays] = [
      await aPool('back', { kind: 'unique', refunds: { used: 'release' } }),
      await aPool('stays', { kind: 'unique' }),
    ];
    await aStock(back, 'BACK', 1);
    await aStock(stays, 'STAYS', 1);
    const codes = [await earned(back, 4, 'f-0'), await earned(stays, 4, 'f-0')];
    for (const code of codes) await ask('redeem', 4, 'f-1', code);
    told.clear();
    await refund(4, 'f-1');
    await refund(4, 'f-1');
    expect([...told.values()]).toMatchObject([{ is: 'released', pool: back, order: 'f-1' }]);
    expect([await countsOf(back), await countsOf(stays)]).toMatchObject([
      { granted: 1, redeemed: 0 },
      { granted: 0, redeemed: 1 },
    ]);
    expect(await ask('redeem', 4, 'f-2', codes[0] ?? codeOf('NONE'))).toMatchObject({ is: 'changed' });
  });
});

describe('by time alone', () => {
  test('a reservation is over, the code goes back to who holds it, and it expires unused', async () => {
    const id = await aPool('timed', { kind: 'unique', validDays: 1, reserveMinutes: 30 });
    await aStock(id, 'TIMED', 1);
    await give(id, 'g', 1);
    const [uses] = processes();
    const asked = { customer: customer(1), workspace: WORKSPACE, code: codeOf('TIMED-0') };
    await uses?.ask({ ...asked, wants: 'reserve', order: 'o-1', now: NOON });
    const soon = await uses?.ask({ ...asked, wants: 'reserve', order: 'o-2', now: NOON + MINUTE });
    expect(soon?.answer).toEqual({
      is: 'refused',
      refusal: { reason: 'reserved', order: 'o-1', until: NOON + 30 * MINUTE },
    });
    const later = await uses?.ask({ ...asked, wants: 'reserve', order: 'o-2', now: NOON + 31 * MINUTE });
    expect(later?.answer.is).toBe('changed');
    expect(await countsOf(id, NOON + 32 * MINUTE)).toMatchObject({ reserved: 1, granted: 0, released: 1 });
    expect(await countsOf(id, NOON + DAY)).toMatchObject({ reserved: 0, granted: 0, expired: 1, released: 2 });
    const after = await uses?.look({ ...asked, wants: 'redeem', order: 'o-3', now: NOON + DAY });
    expect(after?.refusal).toEqual({ reason: 'expired', at: NOON + DAY });
  });
});
