import { json, type Contract } from '../http/contract.ts';
import { audienceParams, audienceView } from './audience.contract.ts';

export const getAudienceContract = {
  method: 'get',
  path: '/v1/audiences/:id',
  summary: 'An audience: its draft, what is live, and how many are in it',
  scope: 'marketer',
  role: 'any',
  input: { params: audienceParams },
  output: { 200: json('The audience.', audienceView) },
  problems: ['not-found'],
} as const satisfies Contract;
