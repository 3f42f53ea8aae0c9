import { json, type Contract } from '../http/contract.ts';
import { couponAnswer, couponParams, orderBody } from './coupon.contract.ts';

export const postCouponReserveContract = {
  method: 'post',
  path: '/v1/coupons/:code/reserve',
  summary: 'Hold a coupon for an order at the checkout',
  description:
    'Held until the order redeems or releases it, or until the time of the pool is over. While it is held no other order can use it, and of a shared code no more are held than may still be redeemed. ' +
    'The same customer and order again are answered as the first time.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: couponParams, body: orderBody },
  output: { 200: json('What came of it.', couponAnswer) },
  problems: ['overloaded', 'store-away', 'erased'],
  example: { customer: 'c-0003', order: 'o-7F31' },
} as const satisfies Contract;
