import type { Endpoint } from '../http/endpoint.ts';
import { getCouponPool } from './get-coupon-pool.ts';
import { getCouponPools } from './get-coupon-pools.ts';
import { postCouponCodesGenerate } from './post-coupon-codes-generate.ts';
import { postCouponCodes } from './post-coupon-codes.ts';
import { putCouponPool } from './put-coupon-pool.ts';

/** Every call about pools of coupons. */
export const COUPON_POOL_CALLS: readonly Endpoint[] = [
  getCouponPools,
  getCouponPool,
  putCouponPool,
  postCouponCodes,
  postCouponCodesGenerate,
];
