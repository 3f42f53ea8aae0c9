import { z } from 'zod';
import { journeyId } from '../../domain/ids.schema.ts';
import { line } from '../../domain/journey/steps/options.ts';
import { json, type Contract } from '../http/contract.ts';
import { journeyParams, journeyView } from './journey.contract.ts';

export const postJourneyDuplicateContract = {
  method: 'post',
  path: '/v1/journeys/:id/duplicate',
  summary: 'Begin a new journey as a copy of this one',
  description: 'Copies the draft, or else what is live. The copy is a draft of its own: nothing of it is live.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'journey',
  input: {
    params: journeyParams,
    body: z.strictObject({
      id: journeyId.describe('Of the copy; no journey may have it yet'),
      name: line(120).optional().describe('For people; left out, that of the original'),
    }),
  },
  output: { 201: json('The copy.', journeyView) },
  problems: ['not-found', 'conflict'],
  example: { id: 'basket-spring', name: 'Basket, spring' },
} as const satisfies Contract;
