import { endpoint } from '../http/endpoint.ts';
import { askCoupon } from './ask-coupon.ts';
import { postCouponReleaseContract } from './post-coupon-release.contract.ts';

export const postCouponRelease = endpoint(postCouponReleaseContract, async ({ params, body, caller }, deps) => {
  return { status: 200, body: await askCoupon(deps, caller, params.code, { wants: 'release', ...body }) };
});
