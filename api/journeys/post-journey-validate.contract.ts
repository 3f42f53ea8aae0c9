import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fieldProblem } from '../http/fields.ts';
import { journeyBody, journeyExample, journeyLimits, journeyParams, journeyShape } from './journey.contract.ts';

export const postJourneyValidateContract = {
  method: 'post',
  path: '/v1/journeys/:id/validate',
  summary: 'Check a journey as a whole',
  description: 'Checks the definition in the body, or without a body the saved draft. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { params: journeyParams, body: journeyBody.optional() },
  shape: journeyShape,
  limits: journeyLimits,
  output: {
    200: json(
      'All problems at once; empty where it can be published.',
      z.strictObject({ problems: z.array(fieldProblem).describe('What keeps it from being published') }),
    ),
  },
  problems: ['not-found'],
  example: journeyExample,
} as const satisfies Contract;
