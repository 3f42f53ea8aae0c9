import { z } from 'zod';
import { rulesInUse } from '../scoring/adoption.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { money, time, uncounted, valueAtStakeText } from '../http/fields.ts';

const day = z
  .strictObject({
    day: z.iso.date().describe("A calendar day in the workspace's time zone"),
    customers: z.int().describe('Who falls silent on this day: overdue and lapsed together'),
    revenue: money.describe('What they spent within the rolling window, minor units'),
    valueAtStake: money.describe(valueAtStakeText),
    overdue: z.int().describe('Late by their own rhythm, or by fixed days where there is too little history'),
    lapsed: z.int().describe('Gone for long, by the same measure'),
    moves: z.int().describe('Customers whose segment changes on this day unless they buy'),
  })
  .meta({ id: 'SilenceDay', description: 'A day, and whom silence will move on it' });

export const getSilenceContract = {
  method: 'get',
  path: '/v1/silence',
  summary: 'Forecast: who falls silent on which day',
  description:
    'What time alone will do, day by day, if nobody buys: exact, since every customer’s next change is known.',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(60).default(14).describe('1 to 60, today included'),
    }),
  },
  output: {
    200: json(
      'One entry per day, today first.',
      z.strictObject({
        asOf: time,
        uncounted,
        timezone: z.string().describe('IANA time zone of the workspace; days are counted in it'),
        rules: rulesInUse,
        days: z.array(day).describe('Today first'),
      }),
    ),
  },
} as const satisfies Contract;
