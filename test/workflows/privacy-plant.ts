import type { Connection } from 'mongoose';
import { openStores, type Stores } from '../../api/stores.ts';
import { subscriptionKey } from '../../db/feed/subscription-rows.ts';
import { mongoMarkForFeed } from '../../db/feed/marks.ts';
import { CondensedEvents } from '../../db/privacy/condensed.ts';
import { journalBaseCollection, NO_BASE } from '../../db/privacy/journal-bases.ts';
import { mongoPayloadKeys } from '../../db/privacy/payload-keys.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { purgedCollection } from '../../db/tallies/counters.ts';
import { couponCode } from '../../domain/coupons/code.schema.ts';
import type { GrantId } from '../../domain/coupons/coupon.ts';
import { couponPool } from '../../domain/coupons/pool.schema.ts';
import {
  boardId,
  customerId,
  drawId,
  poolId,
  prizeId,
  sourceId,
  subscriptionId,
  type CustomerId,
  type WorkspaceId,
} from '../../domain/ids.schema.ts';
import { customerKey, workflowId } from '../../domain/keys.ts';
import { displayName, nameKey } from '../../domain/loyalty/boards/name.schema.ts';
import { referralCode } from '../../domain/loyalty/referral/code.schema.ts';
import { payloadKeyOf } from '../../domain/privacy/payload-key.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import { withRegister } from './iys-rows.ts';

/** Whatever is planted says so itself, wherever it comes out again. */
export const WHO = customerId.parse('c-planted');
export const OTHER = customerId.parse('c-other');
export const PLANTED = {
  address: 'planted.ada@example.com',
  mobile: '+905550900461',
  chat: '4611686018',
  browser: 'https://push.example.com/planted-4611',
  device: 'planted-token-of-a-phone:4611',
  named: 'Plantedlovelace',
  phone: '+44 7700 900 461',
} as const;
/** Attributes are part of a state, which travels through histories: so they are never personal, and are nowhere else. */
export const NICKNAME = 'Plantednickname';

/** Somebody else's program that is told of changes. */
export async function plantedSubscription(stores: Stores, workspace: WorkspaceId): Promise<void> {
  const subscription = subscriptionId.parse('dwh');
  await stores.subscriptions.insert({
    _id: subscriptionKey(workspace, subscription),
    workspace,
    subscription,
    url: 'https://example.com/changes',
    kinds: null,
    createdAt: 1,
    secret: { sealed: 'x', at: 1 },
    epoch: '00000000',
    after: 0,
    paused: { because: 'asked', at: 1 },
    attempts: [],
  });
}

interface Shop {
  readonly store: Connection;
  readonly workspace: WorkspaceId;
}

/** What a purge leaves of messages: sums, and nobody. */
export async function plantedSums(store: Connection, workspace: WorkspaceId): Promise<void> {
  const sum = { tally: 'delivery', of: 'hello/1/email', day: 1, sums: { sent: 1 } };
  await purgedCollection(store).insertOne({ _id: `${workspace}:purged`, workspace, ...sum });
}

/** With what Temporal's copy of them is closed, where that is switched on. */
export async function plantedPayloadKey(store: Connection, workspace: WorkspaceId, who: CustomerId): Promise<void> {
  const id = payloadKeyOf(workflowId(customerKey(workspace, who)));
  if (id === null) throw new Error('a customer has no key');
  await mongoPayloadKeys(store, openSeals([newSealKey()]), Date.now).of(id);
}

/** What a purge leaves of somebody. */
export async function plantedPast(store: Connection, workspace: WorkspaceId, customer: CustomerId): Promise<void> {
  const session = await store.startSession();
  const condensed = { purchases: [[1, 1, 100] as const], activities: [{ type: 'view', at: [[1, 1] as const] }] };
  await session.withTransaction(() => new CondensedEvents(store).add({ workspace, customer }, condensed, session));
  await session.endSession();
  const _id = customerKey(workspace, customer);
  await journalBaseCollection(store).insertOne({ ...NO_BASE, _id, workspace, customer, at: 0 });
}

export async function plantedRewards({ store, workspace }: Shop): Promise<void> {
  const { coupons, draws } = openStores(store);
  const id = poolId.parse('welcome');
  const pool = couponPool.parse({ kind: 'unique', name: 'Welcome', value: { by: 'free', words: 'free shipping' } });
  await coupons.pools.save({ workspace, id, pool, savedAt: 1 });
  await coupons.stock.add({ workspace, id }, [couponCode.parse('WELCOME-1')]);
  const given = await coupons.grants.give({ workspace, pool: id, grant: 'g-1' as GrantId, customer: WHO, at: 1 });
  if (given.is !== 'granted') throw new Error('the pool is empty');
  const asked = { workspace, code: given.row.code, wants: 'reserve', customer: WHO, order: 'o-1', now: 1 } as const;
  await coupons.uses.ask(asked);
  const prize = { id: prizeId.parse('mug'), name: 'A mug', weight: 1, stock: 1, reward: null };
  await draws.claim({ workspace, draw: drawId.parse('wheel'), customer: WHO, ticket: 1, at: 1 }, [prize]);
}

/** What else knows them by name: who asked for a consent, brought them, waits for their bot, and compares them. */
export async function plantedNames({ store, workspace }: Shop): Promise<void> {
  const { confirmations, referrals, boards, telegramLinks, sourceIdentities, feed, sourceTallies } = openStores(store);
  const asked = {
    workspace,
    customer: WHO,
    channel: 'email',
    purpose: 'service',
    source: 'form',
    language: 'en',
  } as const;
  await confirmations.ask({ ...asked, ref: 'r', requestedAt: 1, expiresAt: Date.now() + DAY });
  await referrals.codeOf(workspace, WHO, () => referralCode.parse('K7M3X9QW'));
  await referrals.link({ workspace, customer: WHO, referrer: customerId.parse('c-2'), at: 1 });
  await referrals.link({ workspace, customer: customerId.parse('c-3'), referrer: WHO, at: 1 });
  const name = displayName.parse('Blue Heron');
  const member = { workspace, customer: WHO, name, named: nameKey(name), period: 'all', score: 1, since: 1 };
  await boards.join({ ...member, board: boardId.parse('ever') });
  await plantedPayloadKey(store, workspace, WHO);
  await telegramLinks.put('a-token', { workspace, customer: WHO, endsAt: Date.now() + DAY });
  await sourceIdentities.link(workspace, 'anonymous', WHO, 1);
  await withRegister(store, workspace, WHO);
  await feed.keep(workspace, 14, 0);
  await mongoMarkForFeed(store)(
    workspace,
    [WHO, OTHER].map((customer) => customerKey(workspace, customer)),
  );
  for (const later of [0, MINUTE]) await feed.follow(workspace, Date.now() + later);
  const nothing = { accepted: 0, duplicates: 0, waiting: 0, ignored: {}, refused: {}, problems: [] };
  const requests = [WHO, OTHER].map((customer) => ({ at: 1, topic: 'customers/data_request', customer }));
  await sourceTallies.add(workspace, sourceId.parse('my-shop'), { at: 1, ...nothing, requests });
}

/** What the team did to them, and a launch that was told of them. */
export async function plantedAudit({ store, workspace }: Shop): Promise<void> {
  const { audit } = openStores(store);
  const actor = { kind: 'user', id: 'u-1' } as const;
  for (const object of [{ kind: 'customer', id: WHO } as const, { kind: 'job', id: 'j-1' } as const]) {
    const id = await audit.begin({ workspace, at: 1, actor, operation: 'op', object });
    const changed = [WHO, OTHER].map((one, n) => ({ path: `to.customers[${n}]`, after: JSON.stringify(one) }));
    const difference = { changed: object.kind === 'job' ? changed : [], more: 0 };
    await audit.complete(id, { object, difference, status: 200 });
  }
}
