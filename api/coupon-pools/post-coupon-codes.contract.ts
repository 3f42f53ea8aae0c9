import { z } from 'zod';
import { couponCode } from '../../domain/coupons/code.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { poolParams, stocked } from './pool.contract.ts';

const MOST_AT_ONCE = 5_000;

export const postCouponCodesContract = {
  method: 'post',
  path: '/v1/coupon-pools/:id/codes',
  summary: 'Add codes of your own to a pool',
  description:
    `Up to ${MOST_AT_ONCE} at once. A list with a code of the wrong form is refused as a whole, and told of at once. A code that a pool of the workspace has ` +
    'already is left out and named; the others come in. So the same list can be sent again.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'coupon-pool',
  input: {
    params: poolParams,
    body: z.strictObject({
      codes: z
        .array(couponCode)
        .min(1, 'at least one code')
        .max(MOST_AT_ONCE, `at most ${MOST_AT_ONCE} codes at once; send the rest in another call`)
        .describe('4 to 40 letters, digits or hyphens each; case says nothing'),
    }),
  },
  output: { 200: json('What came in.', stocked) },
  problems: ['not-found', 'conflict', 'overloaded'],
  example: { codes: ['BACK-7K3MQ9XA', 'BACK-P4WT6RHC'] },
} as const satisfies Contract;
