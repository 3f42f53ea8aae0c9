import { json, type Contract } from '../http/contract.ts';
import { couponAnswer, couponParams, orderBody } from './coupon.contract.ts';

export const postCouponRedeemContract = {
  method: 'post',
  path: '/v1/coupons/:code/redeem',
  summary: 'Use a coupon with an order',
  description:
    'With or without a reservation before. The customer hears of it as an event coupon.redeemed, whose data names the pool and the order: rules, journeys and conditions can use it like any other. ' +
    'The same customer and order again are answered as the first time.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: couponParams, body: orderBody },
  output: { 200: json('What came of it.', couponAnswer) },
  problems: ['overloaded', 'store-away', 'erased'],
  example: { customer: 'c-0003', order: 'o-7F31' },
} as const satisfies Contract;
