import { json, type Contract } from '../http/contract.ts';
import { templateParams, templateView } from './template.contract.ts';

export const getTemplateContract = {
  method: 'get',
  path: '/v1/templates/:id',
  summary: 'A template: its draft, what is live, and which journeys send it',
  scope: 'marketer',
  role: 'any',
  input: { params: templateParams },
  output: { 200: json('The template.', templateView) },
  problems: ['not-found'],
} as const satisfies Contract;
