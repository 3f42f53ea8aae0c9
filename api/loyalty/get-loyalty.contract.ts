import { json, type Contract } from '../http/contract.ts';
import { loyaltyView } from './loyalty.contract.ts';

export const getLoyaltyContract = {
  method: 'get',
  path: '/v1/loyalty',
  summary: 'What earns points, and which tiers there are',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('The one in force, and the draft, where there are any.', loyaltyView) },
} as const satisfies Contract;
