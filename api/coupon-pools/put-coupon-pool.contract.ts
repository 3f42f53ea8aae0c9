import { couponPool } from '../../domain/coupons/pool.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { poolExample, poolParams, poolView } from './pool.contract.ts';

export const putCouponPoolContract = {
  method: 'put',
  path: '/v1/coupon-pools/:id',
  summary: 'Make a pool of coupons, or change one',
  description:
    'It holds from now on, for coupons that are granted or used later; who holds one already keeps its own end. The kind stays, and so does the ' +
    'code of a shared pool. Paused, nothing is granted or newly reserved, and what a checkout holds can still be redeemed.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'coupon-pool',
  input: { params: poolParams, body: couponPool },
  output: { 200: json('Saved.', poolView) },
  problems: ['conflict', 'taken'],
  example: poolExample,
} as const satisfies Contract;
