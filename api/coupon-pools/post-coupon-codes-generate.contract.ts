import { z } from 'zod';
import { ofKind } from '../../domain/input/shape-sentences.ts';
import { json, type Contract } from '../http/contract.ts';
import { poolParams, stocked } from './pool.contract.ts';

const MOST_AT_ONCE = 10_000;

export const postCouponCodesGenerateContract = {
  method: 'post',
  path: '/v1/coupon-pools/:id/codes/generate',
  summary: 'Have codes made for a pool',
  description:
    'As "generate" of the pool says: its prefix, and characters that cannot be taken for each other, drawn so that nobody can guess one. They are ' +
    'not told: customers get them by being granted one. Sent twice, it makes twice as many.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'coupon-pool',
  input: {
    params: poolParams,
    body: z.strictObject({
      count: z
        .int(ofKind('a whole number of codes'))
        .min(1, 'at least 1 code')
        .max(MOST_AT_ONCE, `at most ${MOST_AT_ONCE} codes at once; call again for more`)
        .describe(`How many, 1 to ${MOST_AT_ONCE}`),
    }),
  },
  output: { 200: json('What came in.', stocked) },
  problems: ['not-found', 'conflict', 'overloaded'],
  example: { count: 1_000 },
} as const satisfies Contract;
