import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields } from '../http/fields.ts';
import { loyaltyVersion } from './loyalty.contract.ts';

export const getLoyaltyVersionsContract = {
  method: 'get',
  path: '/v1/loyalty/versions',
  summary: 'All versions of the loyalty programme',
  scope: 'marketer',
  role: 'any',
  input: { query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json(
      'Newest first.',
      z.strictObject({ versions: z.array(loyaltyVersion).describe('Newest first'), next: nextCursor }),
    ),
  },
} as const satisfies Contract;
