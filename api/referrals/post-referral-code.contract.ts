import { z } from 'zod';
import { knownCustomerId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';

export const postReferralCodeContract = {
  method: 'post',
  path: '/v1/customers/:id/referral-code',
  summary: 'The code by which a customer brings others',
  description: 'Drawn by chance at the first call, and theirs for good: it says nothing of them.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: z.strictObject({ id: knownCustomerId.describe('Of the customer, as your events name them') }) },
  output: {
    200: json(
      'The same at every call.',
      z.strictObject({
        code: z.string().describe('For a link or a card; POST /v1/referrals takes it'),
        brought: z.int().describe('How many they brought who bought, and whose order was not given back'),
      }),
    ),
  },
  problems: ['not-found', 'erased'],
} as const satisfies Contract;
