import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pageFields } from '../http/fields.ts';
import { versionList } from '../http/versions.contract.ts';
import { policiesVersion } from './policies.contract.ts';

export const getPoliciesVersionsContract = {
  method: 'get',
  path: '/v1/policies/versions',
  summary: 'All policies that were ever in force',
  scope: 'marketer',
  role: 'any',
  input: { query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json('Newest first.', versionList(policiesVersion)),
  },
} as const satisfies Contract;
