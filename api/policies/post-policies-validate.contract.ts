import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fieldProblem } from '../http/fields.ts';
import { policiesBody, policiesShape, policiesExample, warnings } from './policies.contract.ts';

export const postPoliciesValidateContract = {
  method: 'post',
  path: '/v1/policies/validate',
  summary: 'Check policies as a whole',
  description: 'Checks the draft in the body, or without a body the saved one. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { body: policiesBody.optional() },
  shape: policiesShape,
  output: {
    200: json(
      'All problems at once; empty where they can be published.',
      z.strictObject({ problems: z.array(fieldProblem).describe('What keeps them from being published'), warnings }),
    ),
  },
  problems: ['not-found'],
  example: policiesExample,
} as const satisfies Contract;
