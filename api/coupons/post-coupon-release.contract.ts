import type { Contract } from '../http/contract.ts';
import { couponUse } from './coupon.contract.ts';

export const postCouponReleaseContract = {
  ...couponUse,
  path: '/v1/coupons/:code/release',
  summary: 'Give back a coupon that an order holds',
  description:
    'Where a checkout is called off. What was redeemed stays redeemed. ' +
    'The same customer and order again are answered as the first time.',
} as const satisfies Contract;
