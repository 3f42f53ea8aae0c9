import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pointsAnswer, pointsKeyField, pointsParams } from './points.contract.ts';

export const postPointsReturnContract = {
  method: 'post',
  path: '/v1/customers/:id/points/return',
  summary: 'Give back what a customer has spent',
  description:
    'Takes a whole spending back, such as of an order that was called off. Its points expire when they would have; those whose day has passed meanwhile ' +
    'can be spent for 30 days more. What is owed is paid first. Nothing is given back twice, whatever the key.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: pointsParams,
    body: z.strictObject({ spend: pointsKeyField.describe('The key that they were spent under'), key: pointsKeyField }),
  },
  output: { 200: json('What was decided.', pointsAnswer) },
  problems: ['not-found', 'conflict', 'not-decided', 'store-away', 'erased'],
  example: { spend: 'checkout-7F31', key: 'called-off-7F31' },
} as const satisfies Contract;
