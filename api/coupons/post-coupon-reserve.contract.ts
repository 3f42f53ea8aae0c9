import type { Contract } from '../http/contract.ts';
import { couponUse } from './coupon.contract.ts';

export const postCouponReserveContract = {
  ...couponUse,
  path: '/v1/coupons/:code/reserve',
  summary: 'Hold a coupon for an order at the checkout',
  description:
    'Held until the order redeems or releases it, or until the time of the pool is over. While it is held no other order can use it, and of a shared code no more are held than may still be redeemed. ' +
    'The same customer and order again are answered as the first time.',
} as const satisfies Contract;
