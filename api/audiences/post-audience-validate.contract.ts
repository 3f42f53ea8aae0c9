import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fieldProblem } from '../http/fields.ts';
import { audienceBody, audienceExample, audienceLimits, audienceParams, audienceShape } from './audience.contract.ts';

export const postAudienceValidateContract = {
  method: 'post',
  path: '/v1/audiences/:id/validate',
  summary: 'Check an audience as a whole',
  description: 'Checks the definition in the body, or without a body the saved draft. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { params: audienceParams, body: audienceBody.optional() },
  shape: audienceShape,
  limits: audienceLimits,
  output: {
    200: json(
      'All problems at once; empty where it can be published.',
      z.strictObject({ problems: z.array(fieldProblem).describe('What keeps it from being published') }),
    ),
  },
  problems: ['not-found'],
  example: audienceExample,
} as const satisfies Contract;
