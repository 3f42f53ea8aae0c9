import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { day, points, pointsParams, tierStanding } from './points.contract.ts';

export const getPointsContract = {
  method: 'get',
  path: '/v1/customers/:id/points',
  summary: 'Points and tier of a customer',
  scope: 'ingest',
  role: 'any',
  input: { params: pointsParams },
  output: {
    200: json(
      'As of the last decision; whoever has none has 0 points.',
      z.strictObject({
        asOf: time,
        active: points.describe('What can be spent'),
        pending: points.describe('What cannot be spent yet'),
        debt: points.describe('What refunds took and nothing was left to pay with; the next points pay it'),
        earned: points.describe('Ever, adjustments included'),
        spent: points.describe('Ever'),
        expired: points.describe('Ever'),
        reversed: points.describe('What refunds and adjustments took, ever'),
        expiring: z
          .array(z.strictObject({ points, last: day.describe('The last day on which they can be spent') }))
          .describe('What expires next, the first first; at most 12 days'),
        tier: tierStanding.nullable().describe('Null: there are no tiers'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
