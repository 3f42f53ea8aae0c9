import { z } from 'zod';
import { tierId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { day, points, pointsParams } from './points.contract.ts';

const tier = z
  .strictObject({
    held: z
      .strictObject({
        id: tierId.describe('Of the tier'),
        name: z.string().describe('As customers read it'),
        since: day,
        until: day.nullable().describe('The first day on which it is looked at again; null: it has no end'),
        lost: day.nullable().describe('The first day without it, if nothing more is done; null: it is kept'),
        inGrace: z.boolean().describe('Whether only its grace still keeps it'),
      })
      .nullable()
      .describe('Null: no tier is reached yet'),
    value: z.int().describe('What the metric of the tiers has come to in its window'),
    next: z
      .strictObject({
        id: tierId.describe('Of the tier'),
        name: z.string().describe('As customers read it'),
        missing: z.int().describe('So much more of the metric reaches it'),
      })
      .nullable()
      .describe('The tier above; null: there is none'),
  })
  .meta({ id: 'TierStanding', description: 'Where a customer stands on the ladder of tiers' });

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
        tier: tier.nullable().describe('Null: there are no tiers'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
