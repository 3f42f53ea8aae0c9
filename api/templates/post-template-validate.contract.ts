import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fieldProblem } from '../http/fields.ts';
import { templateBody, templateExample, templateLimits, templateParams, templateShape } from './template.contract.ts';

export const postTemplateValidateContract = {
  method: 'post',
  path: '/v1/templates/:id/validate',
  summary: 'Check a template as a whole',
  description:
    'Checks the definition in the body, or without a body the saved draft: every text of every variant is rendered for somebody in each segment. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { params: templateParams, body: templateBody.optional() },
  shape: templateShape,
  limits: templateLimits,
  output: {
    200: json(
      'All problems at once; empty where it can be published.',
      z.strictObject({ problems: z.array(fieldProblem).describe('What keeps it from being published') }),
    ),
  },
  problems: ['not-found'],
  example: templateExample,
} as const satisfies Contract;
