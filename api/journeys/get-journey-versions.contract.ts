import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { pageFields, time } from '../http/fields.ts';
import { versionList } from '../http/versions.contract.ts';
import { whoView } from '../people/who.contract.ts';
import { journeyParams, journeyShape, winners } from './journey.contract.ts';

const version = z.strictObject({
  version: z.int().describe('1 for the first that was published'),
  live: z.boolean().describe('Whether newcomers take it'),
  publishedAt: time.nullable().describe('Null where it came with the workspace'),
  publishedBy: whoView.nullable().describe('Who published it; null: it came with the workspace'),
  note: z.string().nullable().describe('What is to be remembered of it'),
  definition: journeyShape,
  winners,
});

export const getJourneyVersionsContract = {
  method: 'get',
  path: '/v1/journeys/:id/versions',
  summary: 'Everything that was ever published of a journey',
  scope: 'marketer',
  role: 'any',
  input: { params: journeyParams, query: z.strictObject(pageFields(100, 20)) },
  output: {
    200: json(
      'Newest first; empty where it was never published. A page of large ones holds fewer than `limit`.',
      versionList(version),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
