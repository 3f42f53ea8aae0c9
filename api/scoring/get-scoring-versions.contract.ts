import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pageFields, playbookVersion, time } from '../http/fields.ts';
import { versionList } from '../http/versions.contract.ts';
import { cutOffs, definition, origin, zone } from './scoring.contract.ts';

const version = z
  .strictObject({
    version: z.int().describe('1 for the first'),
    name: z.string().describe('For people'),
    inForce: z.boolean().describe('Whether it counts now'),
    playbook: playbookVersion,
    publishedAt: time.nullable().describe('Null where it came with the workspace'),
    cutOffs,
    origin,
    zone,
    definition,
  })
  .meta({ id: 'ScoringVersion', description: 'A scoring model that was in force' });

export const getScoringVersionsContract = {
  method: 'get',
  path: '/v1/scoring/versions',
  summary: 'Every scoring model that was ever in force',
  scope: 'marketer',
  role: 'any',
  input: { query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json('Newest first.', versionList(version)),
  },
} as const satisfies Contract;
