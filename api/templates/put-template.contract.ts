import { json, type Contract } from '../http/contract.ts';
import {
  templateBody,
  templateExample,
  templateLimits,
  templateParams,
  templateShape,
  templateView,
} from './template.contract.ts';

export const putTemplateContract = {
  method: 'put',
  path: '/v1/templates/:id',
  summary: 'Save the draft of a template',
  description: 'Nothing changes for customers until it is published.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'template',
  input: { params: templateParams, body: templateBody },
  shape: templateShape,
  limits: templateLimits,
  output: { 200: json('Saved.', templateView) },
  problems: ['conflict'],
  example: templateExample,
} as const satisfies Contract;
