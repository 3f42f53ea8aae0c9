import { z } from 'zod';
import { line } from '../../domain/journey/steps/options.ts';
import { json, type Contract } from '../http/contract.ts';
import { journeyParams, journeyView } from './journey.contract.ts';

export const postJourneyRenameContract = {
  method: 'post',
  path: '/v1/journeys/:id/rename',
  summary: 'Give a journey another name',
  description:
    'Lists show it at once, and nothing has to be published: the name is that of the draft. Its id, and with it its address, stays.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'journey',
  input: { params: journeyParams, body: z.strictObject({ name: line(120).describe('For people') }) },
  output: { 200: json('Renamed.', journeyView) },
  problems: ['not-found', 'conflict'],
  example: { name: 'Basket, winter' },
} as const satisfies Contract;
