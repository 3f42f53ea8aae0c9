import { json, type Contract } from '../http/contract.ts';
import { silenceSchedule } from './silence-schedule.contract.ts';

export const getSilenceScheduleContract = {
  method: 'get',
  path: '/v1/silence/schedule',
  summary: 'When fits come by themselves',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('What is set, when fits come, and the last one.', silenceSchedule) },
} as const satisfies Contract;
