import { endpoint } from '../http/endpoint.ts';
import { getCouponPoolContract } from './get-coupon-pool.contract.ts';
import { poolHere, poolView } from './pool.ts';

export const getCouponPool = endpoint(getCouponPoolContract, async ({ params, caller }, deps) => {
  const { row, now } = await poolHere(deps, caller, params.id);
  return { status: 200, body: await poolView(deps, row, now) };
});
