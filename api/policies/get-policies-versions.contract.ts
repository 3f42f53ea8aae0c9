import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields } from '../http/fields.ts';
import { policiesVersion } from './policies.contract.ts';

export const getPoliciesVersionsContract = {
  method: 'get',
  path: '/v1/policies/versions',
  summary: 'All policies that were ever in force',
  scope: 'marketer',
  role: 'any',
  input: { query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json(
      'Newest first.',
      z.strictObject({ versions: z.array(policiesVersion).describe('Newest first'), next: nextCursor }),
    ),
  },
} as const satisfies Contract;
