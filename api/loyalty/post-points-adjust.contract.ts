import { z } from 'zod';
import { MOST_POINTS } from '../../domain/loyalty/points.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { pointsAnswer, pointsKeyField, pointsParams, wholePoints } from './points.contract.ts';

export const postPointsAdjustContract = {
  method: 'post',
  path: '/v1/customers/:id/points/adjust',
  summary: 'Give or take points by hand',
  description:
    'Points that are given do not expire, and pay what is owed first. No more can be taken than there are. The same key again is answered as the first time.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: pointsParams,
    body: z.strictObject({
      points: wholePoints
        .min(-MOST_POINTS, `at most ${MOST_POINTS} points can be taken at once`)
        .refine((points) => points !== 0, 'more than 0 to give points, or less than 0 to take them')
        .describe('Less than 0: they are taken'),
      reason: z
        .string()
        .trim()
        .min(1, 'say why: it stands in the history of the customer')
        .max(200, 'at most 200 characters')
        .describe('Why; without personal data'),
      key: pointsKeyField,
    }),
  },
  output: { 200: json('What was decided.', pointsAnswer) },
  problems: ['not-found', 'conflict', 'not-decided', 'store-away', 'erased'],
  example: { points: 100, reason: 'late delivery', key: 'ticket-4711' },
} as const satisfies Contract;
