import { empty, type Contract } from '../http/contract.ts';

export const deleteSilenceScheduleContract = {
  method: 'delete',
  path: '/v1/silence/schedule',
  summary: 'Have no more fits come by themselves',
  description: 'A fit under way goes on, and the rules in force stay. Also where none is set.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'silence',
  input: {},
  output: { 204: empty('None comes by itself.') },
} as const satisfies Contract;
