import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time, uncounted } from '../http/fields.ts';

export const getReferralsContract = {
  method: 'get',
  path: '/v1/referrals',
  summary: 'What has come of customers who bring customers',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'From counters that change together with what each customer is counted under.',
      z.strictObject({
        asOf: time,
        uncounted,
        brought: z.int().describe('Customers whom another one brought'),
        bought: z.int().describe('Of those, who have placed an order that counts and was not refunded'),
        rewarded: z.int().describe('Of those, whose order can be given back no more, so that both sides are rewarded'),
        referrers: z.int().describe('Customers who brought at least one who came so far'),
      }),
    ),
  },
} as const satisfies Contract;
