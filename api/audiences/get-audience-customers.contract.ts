import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { money, nextCursor, pageFields, score, time } from '../http/fields.ts';
import { audienceParams } from './audience.contract.ts';

const member = z
  .strictObject({
    id: z.string().describe('As your events name them'),
    since: time.describe('In this audience since'),
    segment: segmentId.nullable().describe('Null: there is no score yet'),
    score: score.nullable().describe('Such as R5F4M3; null: there is none yet'),
    orders: z.int().describe('Within the rolling window'),
    revenue: money.describe('Within the rolling window, minor units'),
    lastPurchaseAt: time.nullable().describe('Null: nothing was bought'),
    inside: z.array(z.string()).describe('Journeys they are inside of'),
  })
  .meta({ id: 'AudienceMember', description: 'A customer in an audience' });

export const getAudienceCustomersContract = {
  method: 'get',
  path: '/v1/audiences/:id/customers',
  summary: 'Who is in an audience',
  description: 'By id. GET /v1/customers?audience=… gives them in other orders, and with other filters.',
  scope: 'marketer',
  role: 'any',
  input: { params: audienceParams, query: z.strictObject(pageFields(500, 50)) },
  output: {
    200: json(
      'One page.',
      z.strictObject({ asOf: time, customers: z.array(member).describe('By id'), next: nextCursor }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
