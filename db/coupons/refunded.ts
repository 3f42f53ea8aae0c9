import type { ClientSession, Connection } from 'mongoose';
import type { EventRow } from '../events/events.ts';
import { eventCollection } from '../events/events.ts';
import { redeemedRefunded, type RefundedCoupon } from '../../domain/coupons/refunds.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { eventIdOf, type OrderKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { allOrNothing } from '../transaction.ts';
import { codeCollection, codeKey, couponOf, useCollection, type UseRow } from './codes.ts';
import { GIVE_BACK } from './due.ts';
import { createMonthCounter } from './month-counter.ts';
import { grantCollection, type GrantRow } from './grants.ts';
import { poolCollection, poolKey, PoolCounters } from './pools.ts';

/** An order of which nothing is left. */
export interface RefundedOrder {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly order: OrderKey;
  /** In the workspace's time. */
  readonly now: Instant;
}

/** The event by which the customer hears of it: it is stored with the change or not at all. */
export type ToldOf = (coupon: RefundedCoupon) => EventRow;

export interface CouponRefunds {
  /**
   * Takes back what the order earned, and gives back what it used, as far as the pools say so. Each coupon once, however
   * often it is called.
   * @throws where others changed a code all the time: to be tried again
   */
  takeBack(order: RefundedOrder, told: ToldOf): Promise<void>;
}

export function mongoCouponRefunds(connection: Connection): CouponRefunds {
  const grants = grantCollection(connection);
  const uses = useCollection(connection);
  const revoke = createRevoker(connection);
  const release = createReleaser(connection);
  const once = async (work: (session: ClientSession) => Promise<void>) => {
    if (!(await allOrNothing(connection, work))) throw new Error('others changed the coupon all the time: try again');
  };
  return {
    async takeBack(refunded, told) {
      const { workspace, customer, order } = refunded;
      const used = { workspace, customer, order: eventIdOf(order), is: 'redeemed' } as const;
      for (const use of await uses.find(used, { batchSize: 100 }).toArray()) {
        await once((session) => release(use, refunded, told, session));
      }
      const earned = { workspace, customer, byOrder: order, revokedAt: { $exists: false } };
      for (const grant of await grants.find(earned, { batchSize: 100 }).toArray()) {
        await once((session) => revoke(grant, refunded, told, session));
      }
    },
  };
}

function createRevoker(connection: Connection) {
  const codes = codeCollection(connection);
  const grants = grantCollection(connection);
  const pools = poolCollection(connection);
  const counters = new PoolCounters(connection);

  /** What a checkout holds it may still redeem; afterwards it is nobody's. */
  return async function revoke(
    { _id, code, pool: id, grant }: GrantRow,
    { workspace, customer, order, now }: RefundedOrder,
    told: ToldOf,
    session: ClientSession,
  ): Promise<void> {
    const pool = await pools.findOne({ _id: poolKey(workspace, id) }, { session });
    if (pool?.pool.refunds?.earned !== 'revoke') return;
    const marked = await grants.updateOne(
      { _id, revokedAt: { $exists: false } },
      { $set: { revokedAt: now } },
      { session },
    );
    if (marked.modifiedCount === 0) return;
    const counted = pool.pool.kind === 'shared' ? grant : code;
    let isUnused = true;
    if (pool.pool.kind === 'unique') {
      const its = { _id: codeKey(workspace, code), is: 'held' } as const;
      const change = [{ $set: { is: 'revoked', changes: { $add: ['$changes', 1] } } }, { $unset: 'due' }];
      const before = await codes.findOneAndUpdate(its, change, { session, returnDocument: 'before' });
      if (before === null) return;
      isUnused = before.taken === 0;
    }
    if (!isUnused) return;
    await counters.change(pool, { granted: -1, revoked: 1 }, counted, session);
    const row = told({ is: 'revoked', customer, pool: id, order: eventIdOf(order), of: grant });
    await eventCollection(connection).insertOne(row, { session });
  };
}

function createReleaser(connection: Connection) {
  const codes = codeCollection(connection);
  const uses = useCollection(connection);
  const pools = poolCollection(connection);
  const counters = new PoolCounters(connection);
  const count = createMonthCounter(connection);

  return async function release(
    { _id, code, pool: id, order }: UseRow,
    { workspace, customer, now }: RefundedOrder,
    told: ToldOf,
    session: ClientSession,
  ): Promise<void> {
    const pool = await pools.findOne({ _id: poolKey(workspace, id) }, { session });
    if (pool?.pool.refunds?.used !== 'release') return;
    const freed = [{ $set: { is: 'released', at: now } }, { $unset: 'under' }];
    const before = await uses.findOneAndUpdate({ _id, is: 'redeemed' }, freed, { session, returnDocument: 'before' });
    if (before?.is !== 'redeemed') return;
    await count(workspace, before.under ?? [], [], session);
    const its = await codes.findOneAndUpdate({ _id: codeKey(workspace, code) }, [GIVE_BACK], { session });
    if (its !== null) await counters.change(pool, redeemedRefunded(couponOf(its)), code, session);
    await eventCollection(connection).insertOne(told({ is: 'released', customer, pool: id, order, of: code }), {
      session,
    });
  };
}
