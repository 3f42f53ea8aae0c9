import { json, type Contract } from '../http/contract.ts';
import { couponAnswer, couponParams, orderBody } from './coupon.contract.ts';

export const postCouponReleaseContract = {
  method: 'post',
  path: '/v1/coupons/:code/release',
  summary: 'Give back a coupon that an order holds',
  description:
    'Where a checkout is called off. What was redeemed stays redeemed. ' +
    'The same customer and order again are answered as the first time.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: couponParams, body: orderBody },
  output: { 200: json('What came of it.', couponAnswer) },
  problems: ['overloaded', 'store-away', 'erased'],
  example: { customer: 'c-0003', order: 'o-7F31' },
} as const satisfies Contract;
