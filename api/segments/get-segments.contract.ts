import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { rulesInUse } from '../scoring/adoption.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { money, reached, time, uncounted, valueAtStakeText } from '../http/fields.ts';

const segment = z
  .strictObject({
    id: segmentId.describe('As journeys name it'),
    name: z.string().describe('For people'),
    color: z.string().describe('#rrggbb'),
    customers: z.int().describe('Who is in it now'),
    share: z.number().describe('Of all scored customers, from 0 to 1'),
    revenue: money.describe('What its customers spent within the rolling window, minor units'),
    movedIn30d: z.int().describe('Moves into it in the last 30 days'),
    movedOut30d: z.int().describe('Moves out of it in the last 30 days'),
    mayGetEmail: z.int().describe('As reach.email'),
    reach: reached.describe('How many of its customers may be sent marketing, by channel'),
    silentIn7d: z.int().describe('Customers who become overdue or lapse within 7 days unless they buy'),
    valueAtStake: money.describe(`Of those falling silent within 7 days. ${valueAtStakeText}`),
  })
  .meta({ id: 'SegmentNow', description: 'A segment, and who is in it' });

export const getSegmentsContract = {
  method: 'get',
  path: '/v1/segments',
  summary: 'The segments, best first',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'All of the scoring model in force, also those that are empty, and earlier ones while somebody is left in them.',
      z.strictObject({
        asOf: time,
        uncounted,
        customers: z.int().describe('All known customers'),
        unscored: z.int().describe('Known customers without a purchase that counts'),
        rules: rulesInUse,
        segments: z.array(segment).describe('Best first'),
      }),
    ),
  },
} as const satisfies Contract;
