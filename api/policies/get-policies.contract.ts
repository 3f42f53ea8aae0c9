import { json, type Contract } from '../http/contract.ts';
import { policiesView } from './policies.contract.ts';

export const getPoliciesContract = {
  method: 'get',
  path: '/v1/policies',
  summary: 'When and how often customers may get messages',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('Those in force, and the draft if there is one.', policiesView) },
} as const satisfies Contract;
