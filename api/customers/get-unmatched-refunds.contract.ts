import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields, time } from '../http/fields.ts';
import { waitingRefund } from './refund.contract.ts';

export const getUnmatchedRefundsContract = {
  method: 'get',
  path: '/v1/refunds/unmatched',
  summary: 'Refunds that have waited for their order for 30 days',
  description:
    'A refund counts once its order is known of the same customer, whichever comes first. One that has waited for 30 days, in the time of the workspace, most likely names a wrong order or a wrong customer: send it again under another id with the right ones, or send the order.',
  scope: 'operator',
  role: 'operator',
  input: { query: z.strictObject(pageFields(200, 50)) },
  output: {
    200: json(
      'By customer.',
      z.strictObject({
        asOf: time,
        refunds: z
          .array(waitingRefund.extend({ customer: z.string().describe('Whom it was sent for') }))
          .describe('Those that have waited for 30 days or more'),
        next: nextCursor,
      }),
    ),
  },
} as const satisfies Contract;
