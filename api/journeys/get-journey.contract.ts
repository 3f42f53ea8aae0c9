import { json, type Contract } from '../http/contract.ts';
import { journeyParams, journeyView } from './journey.contract.ts';

export const getJourneyContract = {
  method: 'get',
  path: '/v1/journeys/:id',
  summary: 'A journey: its draft, what is live, and who is inside',
  scope: 'marketer',
  role: 'any',
  input: { params: journeyParams },
  output: { 200: json('The journey.', journeyView) },
  problems: ['not-found'],
} as const satisfies Contract;
