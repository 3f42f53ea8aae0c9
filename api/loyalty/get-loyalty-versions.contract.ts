import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pageFields } from '../http/fields.ts';
import { versionList } from '../http/versions.contract.ts';
import { loyaltyVersion } from './loyalty.contract.ts';

export const getLoyaltyVersionsContract = {
  method: 'get',
  path: '/v1/loyalty/versions',
  summary: 'All versions of the loyalty programme',
  scope: 'marketer',
  role: 'any',
  input: { query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json('Newest first.', versionList(loyaltyVersion)),
  },
} as const satisfies Contract;
