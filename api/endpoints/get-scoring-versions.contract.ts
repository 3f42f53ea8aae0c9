import { z } from 'zod';
import { json, type Contract } from '../contract.ts';
import { nextCursor, pageFields, time } from '../fields.ts';
import { cutOffs, definition, origin, zone } from './scoring.contract.ts';

const version = z.strictObject({
  version: z.int(),
  name: z.string(),
  inForce: z.boolean(),
  playbook: z.int(),
  publishedAt: time.nullable().describe('Null where it came with the workspace'),
  cutOffs,
  origin,
  zone,
  definition,
});

export const getScoringVersionsContract = {
  method: 'get',
  path: '/v1/scoring/versions',
  summary: 'Every scoring model that was ever in force',
  scope: 'marketer',
  input: { query: z.strictObject(pageFields(100, 20)) },
  output: { 200: json('Newest first.', z.strictObject({ versions: z.array(version), next: nextCursor })) },
} as const satisfies Contract;
