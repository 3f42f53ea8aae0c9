import { json, type Contract } from '../http/contract.ts';
import { poolParams, poolView } from './pool.contract.ts';

export const getCouponPoolContract = {
  method: 'get',
  path: '/v1/coupon-pools/:id',
  summary: 'A pool of coupons, and what is left of it',
  scope: 'marketer',
  role: 'any',
  input: { params: poolParams },
  output: { 200: json('As of now.', poolView) },
  problems: ['not-found'],
} as const satisfies Contract;
