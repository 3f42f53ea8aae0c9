import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { poolLine } from './pool.contract.ts';

export const getCouponPoolsContract = {
  method: 'get',
  path: '/v1/coupon-pools',
  summary: 'All pools of coupons, with what is left of them',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('By id.', z.strictObject({ asOf: time, pools: z.array(poolLine).describe('By id') })) },
} as const satisfies Contract;
