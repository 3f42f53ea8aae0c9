import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { money, nextCursor, pageFields, score, time } from '../http/fields.ts';

const customer = z
  .strictObject({
    id: z.string().describe('As your events name them'),
    score,
    orders: z.int().describe('Within the rolling window'),
    revenue: money,
    lastPurchaseAt: time.nullable().describe('Null: nothing was bought'),
    since: time.nullable().describe('In this segment since'),
    nextMove: z
      .strictObject({ at: time, to: segmentId.describe('The segment they will be in') })
      .nullable()
      .describe('Where silence alone will lead, and when'),
    inside: z.array(z.string()).describe('Journeys they are inside of'),
  })
  .meta({ id: 'SegmentMember', description: 'A customer of a segment' });

export const getSegmentCustomersContract = {
  method: 'get',
  path: '/v1/segments/:id/customers',
  summary: 'Who is in a segment',
  scope: 'marketer',
  role: 'any',
  input: {
    params: z.strictObject({ id: segmentId.describe('Of the segment, such as at-risk') }),
    query: z.strictObject({
      sort: z.enum(['revenue', 'recent']).default('revenue').describe('Most revenue first, or last purchase first'),
      ...pageFields(500, 50),
    }),
  },
  output: {
    200: json(
      'One page.',
      z.strictObject({ asOf: time, customers: z.array(customer).describe('In the order asked for'), next: nextCursor }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
