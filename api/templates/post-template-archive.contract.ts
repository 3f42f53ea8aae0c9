import { json, type Contract } from '../http/contract.ts';
import { publishedTemplate, templateParams } from './template.contract.ts';

export const postTemplateArchiveContract = {
  method: 'post',
  path: '/v1/templates/:id/archive',
  summary: 'Put a template away',
  description:
    'No journey that is published from then on may name it. Whoever is inside an earlier version of a journey that does still gets it. It is refused while a journey that is live names it.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'template',
  input: { params: templateParams },
  output: { 200: json('It is archived.', publishedTemplate) },
  problems: ['not-found', 'not-publishable', 'conflict'],
} as const satisfies Contract;
