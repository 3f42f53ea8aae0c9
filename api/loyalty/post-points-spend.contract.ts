import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pointsAnswer, pointsKeyField, pointsParams, wholePoints } from './points.contract.ts';

export const postPointsSpendContract = {
  method: 'post',
  path: '/v1/customers/:id/points/spend',
  summary: 'Spend points of a customer',
  description:
    'Waits for what the customer decides, which takes some 50 ms. Those that expire first go first. Where the reply is lost, or the call is answered ' +
    'with 503, send it again with the same key: nothing is spent twice. The same key with another amount is a conflict.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: pointsParams,
    body: z.strictObject({ points: wholePoints.min(1, 'at least 1 point').describe('How many'), key: pointsKeyField }),
  },
  output: { 200: json('What was decided.', pointsAnswer) },
  problems: ['not-found', 'conflict', 'not-decided', 'store-away', 'erased'],
  example: { points: 200, key: 'checkout-7F31' },
} as const satisfies Contract;
