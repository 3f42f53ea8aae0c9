import { empty, type Contract } from '../http/contract.ts';
import { memberParams } from './board.contract.ts';

export const deleteBoardMemberContract = {
  method: 'delete',
  path: '/v1/leaderboards/:id/members/:customer',
  summary: 'A customer leaves a board',
  description: 'At once, and with their name: nothing of them is kept there.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: memberParams },
  output: { 204: empty('They are on it no more.') },
  problems: ['not-found'],
} as const satisfies Contract;
