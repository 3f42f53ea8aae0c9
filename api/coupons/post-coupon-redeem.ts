import { endpoint } from '../http/endpoint.ts';
import { askCoupon } from './ask-coupon.ts';
import { postCouponRedeemContract } from './post-coupon-redeem.contract.ts';

export const postCouponRedeem = endpoint(postCouponRedeemContract, async ({ params, body, caller }, deps) => {
  return { status: 200, body: await askCoupon(deps, caller, params.code, { wants: 'redeem', ...body }) };
});
