import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { money, time, uncounted } from '../http/fields.ts';
import { day, points } from './points.contract.ts';

export const getPointsLiabilityContract = {
  method: 'get',
  path: '/v1/points/liability',
  summary: 'What all customers together hold in points',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(400)
        .default(90)
        .describe('So many days ahead for what expires, 1 to 400'),
    }),
  },
  output: {
    200: json(
      'From counters that change together with what each customer is counted under.',
      z.strictObject({
        asOf: time,
        uncounted,
        customers: z.int().describe('Who has ever had points'),
        active: points.describe('What can be spent now'),
        pending: points.describe('What cannot be spent yet'),
        debt: points.describe('What customers owe after refunds'),
        worth: money
          .nullable()
          .describe('What 100 points are worth, minor units, by the programme in force; null: it does not say'),
        money: z
          .strictObject({
            active: money.describe('What can be spent now'),
            pending: money.describe('What cannot be spent yet'),
            debt: money.describe('What customers owe after refunds'),
          })
          .nullable()
          .describe('The same at what points are worth, minor units; null: the programme does not say'),
        expiring: z
          .array(z.strictObject({ last: day.describe('The last day on which they can be spent'), points }))
          .describe('What expires unless it is spent, the first day first'),
        tiers: z
          .array(z.strictObject({ tier: z.string().describe('Its id'), customers: z.int().describe('Who hold it') }))
          .describe('How many customers hold each tier; those that nobody holds are left out'),
      }),
    ),
  },
} as const satisfies Contract;
