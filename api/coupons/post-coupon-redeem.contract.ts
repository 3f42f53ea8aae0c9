import type { Contract } from '../http/contract.ts';
import { money } from '../http/fields.ts';
import { couponUse } from './coupon.contract.ts';

export const postCouponRedeemContract = {
  ...couponUse,
  path: '/v1/coupons/:code/redeem',
  summary: 'Use a coupon with an order',
  description:
    'With or without a reservation before. The customer hears of it as an event coupon.redeemed, whose data names the pool and the order: rules, journeys and conditions can use it like any other. ' +
    'The same customer and order again are answered as the first time.',
  input: {
    ...couponUse.input,
    body: couponUse.input.body.extend({
      discount: money
        .min(0, 'at least 0')
        .optional()
        .describe(
          'What it took off this order, minor units, for what coupons cost. Left out, the amount that it takes off; of a share of the price then nobody can say',
        ),
    }),
  },
} as const satisfies Contract;
