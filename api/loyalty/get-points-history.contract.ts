import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields, time } from '../http/fields.ts';
import { loyaltyFact } from './loyalty-fact.contract.ts';
import { pointsParams } from './points.contract.ts';

export const getPointsHistoryContract = {
  method: 'get',
  path: '/v1/customers/:id/points/history',
  summary: 'Every change of the points and the tier of a customer',
  scope: 'marketer',
  role: 'any',
  input: { params: pointsParams, query: z.strictObject(pageFields(200, 50)) },
  output: {
    200: json(
      'Newest first.',
      z.strictObject({
        asOf: time,
        facts: z.array(loyaltyFact).describe('Newest first; their numbers have no gaps'),
        next: nextCursor,
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
