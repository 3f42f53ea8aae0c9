import { endpoint } from '../http/endpoint.ts';
import { askCoupon } from './ask-coupon.ts';
import { postCouponReserveContract } from './post-coupon-reserve.contract.ts';

export const postCouponReserve = endpoint(postCouponReserveContract, async ({ params, body, caller }, deps) => {
  return { status: 200, body: await askCoupon(deps, caller, params.code, { wants: 'reserve', ...body }) };
});
