import { orderBody, couponAnswer, couponParams } from './coupon.contract.ts';
import { json, type Contract } from '../http/contract.ts';

export const postCouponValidateContract = {
  method: 'post',
  path: '/v1/coupons/:code/validate',
  summary: 'Ask whether a customer can use a coupon',
  description: 'Nothing changes. With an order, what that order holds already does not stand in its own way.',
  scope: 'ingest',
  role: 'any',
  audit: 'unwritten',
  input: { params: couponParams, body: orderBody.partial({ order: true }) },
  output: { 200: json('Whether it works now.', couponAnswer) },
  problems: ['store-away'],
  example: { customer: 'c-0003' },
} as const satisfies Contract;
