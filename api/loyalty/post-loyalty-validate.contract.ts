import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fieldProblem } from '../http/fields.ts';
import { loyaltyBody, loyaltyShape, loyaltyExample, warnings } from './loyalty.contract.ts';

export const postLoyaltyValidateContract = {
  method: 'post',
  path: '/v1/loyalty/validate',
  summary: 'Check a loyalty programme as a whole',
  description: 'Checks the draft in the body, or without a body the saved one. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { body: loyaltyBody.optional() },
  shape: loyaltyShape,
  output: {
    200: json(
      'All problems at once; empty where it can be published.',
      z.strictObject({ problems: z.array(fieldProblem).describe('What keeps it from being published'), warnings }),
    ),
  },
  problems: ['not-found'],
  example: loyaltyExample,
} as const satisfies Contract;
