import type { Connection } from 'mongoose';
import { dayOf } from '../../domain/time-zone.ts';
import { useCollection, type UseRow } from '../coupons/codes.ts';
import { createMonthCounter } from '../coupons/month-counter.ts';
import { poolCollection, poolKey } from '../coupons/pools.ts';
import { couponShare } from '../tallies/coupon-months.ts';
import { inTransaction } from '../tallies/pass.ts';
import { workspaceCollection } from '../workspaces/workspaces.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

/** Counts coupons that were redeemed before they were counted by month, at what their pool takes off now. */
export const couponsByMonth: Migration = {
  id: 'coupons-by-month',
  to: 5,
  what: 'what redeemed coupons took off, by month',
  async run(connection, tell) {
    const left = { is: 'redeemed' as const, under: { $exists: false } };
    const count = createUseCounter(connection);
    const change = async (rows: readonly UseRow[]) => {
      for (const row of rows) await count(row);
    };
    await changeRows(useCollection(connection), { left, change, page: 100 }, tell);
  },
};

function createUseCounter(connection: Connection) {
  const uses = useCollection(connection);
  const pools = poolCollection(connection);
  const workspaces = workspaceCollection(connection);
  const count = createMonthCounter(connection);
  return async function countUse({ _id, workspace, pool: id, code, at }: UseRow): Promise<void> {
    const [pool, here] = await Promise.all([
      pools.findOne({ _id: poolKey(workspace, id) }),
      workspaces.findOne({ _id: workspace }),
    ]);
    if (pool === null || here === null) return;
    const under = couponShare({ pool: id, code, value: pool.pool.value, day: dayOf(at, here.timezone) });
    await inTransaction(connection, async (session) => {
      const still = { _id, is: 'redeemed' as const, under: { $exists: false } };
      const { modifiedCount } = await uses.updateOne(still, { $set: { under } }, { session });
      if (modifiedCount === 1) await count(workspace, [], under, session);
    });
  };
}
