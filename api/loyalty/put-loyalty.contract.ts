import { json, type Contract } from '../http/contract.ts';
import { loyaltyView, loyaltyBody, loyaltyShape, loyaltyExample } from './loyalty.contract.ts';

export const putLoyaltyContract = {
  method: 'put',
  path: '/v1/loyalty',
  summary: 'Save the draft of the loyalty programme',
  description: 'Nothing changes for customers until it is published.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'loyalty',
  input: { body: loyaltyBody },
  shape: loyaltyShape,
  output: { 200: json('Saved.', loyaltyView) },
  example: loyaltyExample,
} as const satisfies Contract;
