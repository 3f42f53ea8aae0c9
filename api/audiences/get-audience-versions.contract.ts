import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pageFields, time } from '../http/fields.ts';
import { versionList } from '../http/versions.contract.ts';
import { archived, audienceParams, audienceShape, liveVersion } from './audience.contract.ts';

const version = z.strictObject({
  version: liveVersion,
  live: z.boolean().describe('Whether it is in force'),
  archived,
  publishedAt: time.nullable().describe('In the time of the workspace'),
  definition: audienceShape,
});

export const getAudienceVersionsContract = {
  method: 'get',
  path: '/v1/audiences/:id/versions',
  summary: 'Everything that was ever published of an audience',
  scope: 'marketer',
  role: 'any',
  input: { params: audienceParams, query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json('Newest first; empty where it was never published.', versionList(version)),
  },
  problems: ['not-found'],
} as const satisfies Contract;
