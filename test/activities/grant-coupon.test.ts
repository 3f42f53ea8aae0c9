import { ApplicationFailure } from '@temporalio/common';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGrantCoupon } from '../../activities/grant-coupon.ts';
import { createTellReferrer } from '../../activities/tell-referrer.ts';
import { openCoupons, type Coupons } from '../../db/coupons/open.ts';
import { mongoCouponRefunds } from '../../db/coupons/refunded.ts';
import { mongoReadOrders } from '../../db/events/refunded.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { couponCode } from '../../domain/coupons/code.schema.ts';
import { couponPool } from '../../domain/coupons/pool.schema.ts';
import type { Effect } from '../../domain/effect.ts';
import { customerId, poolId } from '../../domain/ids.schema.ts';
import { couponEffectKey, customerKey, referralEffectKey } from '../../domain/keys.ts';
import { DAY } from '../../domain/time.ts';
import { startMailServer, type MailServer } from '../channels/mail-server.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, perform, workspace, World } from './world.ts';

const pool = poolId.parse('welcome');
let database: TestDatabase;
let world: World;
let server: MailServer;
let coupons: Coupons;
beforeEach(async () => {
  database = await freshStore();
  world = new World(database.connection);
  await world.open();
  await world.reachable();
  server = await startMailServer({}, 0);
  coupons = openCoupons(database.connection);
  const draft = { kind: 'unique', name: 'Welcome', value: { by: 'free', words: 'free shipping' }, validDays: 30 };
  await coupons.pools.save({ workspace, id: pool, pool: couponPool.parse(draft), savedAt: AT });
});
afterEach(async () => {
  await server.stop();
  await database.close();
});

const stock = (code: string) => coupons.stock.add({ workspace, id: pool }, [couponCode.parse(code)]);
const activities = () => world.activities({ smtpUrl: server.url, mailboxUrl: server.url });

function grant(fact: number): Effect<'grantCoupon'> {
  const key = couponEffectKey(customerKey(workspace, world.customer), fact);
  return { kind: 'grantCoupon', key, origin: { by: 'reward', fact }, at: AT, summary: 'coupon of welcome', pool };
}

const granted = async (fact: number) =>
  await perform(activities().grantCoupon, { workspace, customer: world.customer, effect: grant(fact) });

function mail(fact: number): Effect<'sendMessage'> {
  const message = world.message('coupon', 1, fact);
  return { ...message, context: { ...message.context, coupon: { pool, fact } } };
}

test('a grant takes one code however often it runs, and its mail says it', async () => {
  await stock('WELCOME-1');
  await stock('WELCOME-2');
  expect([await granted(1), await granted(1)]).toEqual(['granted', 'granted']);
  const { free, granted: held } = await coupons.pools.counts({ workspace, id: pool }, AT);
  expect([free, held]).toEqual([1, 1]);
  expect(await world.send(activities(), mail(1))).toBe('sent');
  expect(server.received).toEqual([expect.stringMatching(/Take WELCOME-[12] until 2026-01-31/)]);
});

test('whoever is to be warned of its end has heard of it before the grant is over, whoever else has not', async () => {
  await stock('WELCOME-1');
  await stock('WELCOME-2');
  const told: unknown[] = [];
  const grantCoupon = createGrantCoupon({
    ledger: mongoEffectLedger(database.connection),
    grants: coupons.grants,
    workspace: async () => ({ _id: workspace, currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 }),
    tell: async (_here, _customer, what) => void told.push(what),
    readOrders: mongoReadOrders(database.connection),
    couponRefunds: mongoCouponRefunds(database.connection),
    now: () => AT,
  });
  const call = (effect: Effect<'grantCoupon'>) => perform(grantCoupon, { workspace, customer: world.customer, effect });
  await call(grant(1));
  expect(told).toEqual([]);
  const held = { kind: 'coupon-held', fact: 2, expires: AT + 30 * DAY };
  await call({ ...grant(2), tells: true });
  await call({ ...grant(2), tells: true });
  expect(told).toEqual([held, held]);
});

test('who brought somebody is told by an event, which the ledger knows to be done', async () => {
  const told: unknown[] = [];
  const tellReferrer = createTellReferrer({
    ledger: mongoEffectLedger(database.connection),
    workspace: async () => ({ _id: workspace, currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 }),
    tell: async (_here, customer, what) => void told.push([customer, what]),
    now: () => AT,
  });
  const key = referralEffectKey(customerKey(workspace, world.customer), 3);
  const head = { key, origin: { by: 'reward', fact: 3 }, at: AT, summary: 'tells' } as const;
  const effect = { kind: 'tellReferrer', ...head, referrer: customerId.parse('ada') } as const;
  for (let times = 0; times < 2; times += 1) {
    await perform(tellReferrer, { workspace, customer: world.customer, effect });
  }
  expect(told).toEqual([['ada', { kind: 'referral-brought', who: world.customer }]]);
});

test('a mail waits for a grant that is under way', async () => {
  await expect(world.send(activities(), mail(1))).rejects.toThrow(ApplicationFailure);
  await stock('WELCOME-1');
  await granted(1);
  expect(await world.send(activities(), mail(1))).toBe('sent');
});

test('an empty pool is an outcome that stays, and its mail is skipped', async () => {
  expect(await granted(1)).toEqual({ not: 'the pool is empty' });
  await stock('WELCOME-1');
  expect(await granted(1)).toEqual({ not: 'the pool is empty' });
  expect((await coupons.pools.counts({ workspace, id: pool }, AT)).free).toBe(1);
  expect(await world.send(activities(), mail(1))).toBe('skipped');
  expect(server.received).toEqual([]);
});
