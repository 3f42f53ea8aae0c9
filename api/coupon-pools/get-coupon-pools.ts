import { NO_COUNTS } from '../../domain/coupons/coupon.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getCouponPoolsContract } from './get-coupon-pools.contract.ts';
import { standingOf } from './pool.ts';

export const getCouponPools = endpoint(getCouponPoolsContract, async ({ caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const store = deps.stores.coupons.pools;
  const rows = await store.list(workspace._id);
  const counts = await store.countsOfAll(rows, workspace._id, now);
  const pools = rows.map((row) => {
    const { name, kind, paused } = row.pool;
    return { ...standingOf(row, counts.get(row.id) ?? NO_COUNTS), name, kind, paused };
  });
  return { status: 200, body: { asOf: isoTime(now), pools } };
});
