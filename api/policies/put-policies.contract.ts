import { json, type Contract } from '../http/contract.ts';
import { policiesView, policiesBody, policiesShape, policiesExample } from './policies.contract.ts';

export const putPoliciesContract = {
  method: 'put',
  path: '/v1/policies',
  summary: 'Save the draft of the policies',
  description: 'Nothing changes for customers until it is published.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'policies',
  input: { body: policiesBody },
  shape: policiesShape,
  output: { 200: json('Saved.', policiesView) },
  example: policiesExample,
} as const satisfies Contract;
