import type { Endpoint } from '../http/endpoint.ts';
import { getCustomerCoupons } from './get-customer-coupons.ts';
import { postCouponRedeem } from './post-coupon-redeem.ts';
import { postCouponRelease } from './post-coupon-release.ts';
import { postCouponReserve } from './post-coupon-reserve.ts';
import { postCouponValidate } from './post-coupon-validate.ts';

/** Every call about coupons of customers. */
export const COUPON_CALLS: readonly Endpoint[] = [
  postCouponValidate,
  postCouponReserve,
  postCouponRedeem,
  postCouponRelease,
  getCustomerCoupons,
];
