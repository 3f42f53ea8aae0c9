import { z } from 'zod';
import { journeyId } from '../../domain/ids.schema.ts';
import { line } from '../../domain/journey/steps/options.ts';
import { empty, type Contract } from '../http/contract.ts';

export const putJourneyNoteContract = {
  method: 'put',
  path: '/v1/journeys/:id/versions/:version/note',
  summary: 'Keep a note beside a published version',
  description: 'The version itself never changes. GET /v1/journeys/:id/versions shows the note.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'journey',
  input: {
    params: z.strictObject({
      id: journeyId.describe('Of the journey'),
      version: z.coerce.number().int().min(1).describe('1 for the first that was published'),
    }),
    body: z.strictObject({ note: line(1_000).nullable().describe('For people; null: none any more') }),
  },
  output: { 204: empty('Kept.') },
  problems: ['not-found'],
  example: { note: 'Shorter waits before the holidays' },
} as const satisfies Contract;
