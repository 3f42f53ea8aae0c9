import { z } from 'zod';
import { templateId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { templateView } from './template.contract.ts';

export const postTemplateStarterContract = {
  method: 'post',
  path: '/v1/template-starters/:id',
  summary: 'Take over a template that ships, as a draft',
  description:
    'It is saved as a draft of yours, to be changed and published. What you have already is never written over.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'template',
  input: {
    params: z.strictObject({ id: templateId.describe('Of the starter, such as check-in') }),
    body: z
      .strictObject({ as: templateId.optional().describe('The id of your template; left out, that of the starter') })
      .optional(),
  },
  output: { 200: json('Saved.', templateView) },
  problems: ['not-found', 'conflict'],
  example: { as: 'check-in' },
} as const satisfies Contract;
