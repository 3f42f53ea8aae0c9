import { json, type Contract } from '../http/contract.ts';
import { policiesBody, policiesShape, policiesExample, policiesPreview } from './policies.contract.ts';

export const postPoliciesPreviewContract = {
  method: 'post',
  path: '/v1/policies/preview',
  summary: 'What policies would have skipped',
  description:
    'Judges the messages that were decided lately by the draft in the body, or without a body by the saved one. Messages that policies have skipped are not among them, so a looser cap shows nothing; quiet hours only move messages and are not judged. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { body: policiesBody.optional() },
  shape: policiesShape,
  output: { 200: json('What would have been skipped.', policiesPreview) },
  problems: ['not-found'],
  example: policiesExample,
} as const satisfies Contract;
