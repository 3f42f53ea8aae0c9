import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pageFields, time } from '../http/fields.ts';
import { versionList } from '../http/versions.contract.ts';
import { archived, liveVersion, templateParams, templateShape } from './template.contract.ts';

const version = z.strictObject({
  version: liveVersion,
  live: z.boolean().describe('Whether it is in force'),
  archived,
  publishedAt: time.nullable().describe('In the time of the workspace'),
  definition: templateShape,
});

export const getTemplateVersionsContract = {
  method: 'get',
  path: '/v1/templates/:id/versions',
  summary: 'Everything that was ever published of a template',
  scope: 'marketer',
  role: 'any',
  input: { params: templateParams, query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json('Newest first; empty where it was never published.', versionList(version)),
  },
  problems: ['not-found'],
} as const satisfies Contract;
