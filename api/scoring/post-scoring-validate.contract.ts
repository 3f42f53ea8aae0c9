import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { problems, scoringBody, scoringExample, scoringLimits, scoringShape, warnings } from './scoring.contract.ts';

export const postScoringValidateContract = {
  method: 'post',
  path: '/v1/scoring/validate',
  summary: 'Check a scoring model as a whole',
  description: 'Checks the draft in the body, or without a body the saved one. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { body: scoringBody.optional() },
  shape: scoringShape,
  limits: scoringLimits,
  output: {
    200: json('All problems at once; empty where the draft is whole.', z.strictObject({ problems, warnings })),
  },
  problems: ['not-found'],
  example: scoringExample,
} as const satisfies Contract;
