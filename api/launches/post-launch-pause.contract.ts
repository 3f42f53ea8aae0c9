import type { Contract } from '../http/contract.ts';
import { jobParams } from '../http/fields.ts';
import { launchReply } from './launch.contract.ts';

export const postLaunchPauseContract = {
  method: 'post',
  path: '/v1/launches/:id/pause',
  summary: 'Let a launch wait',
  description: 'Nobody more is asked in until POST /v1/launches/:id/resume; who was asked stays asked.',
  scope: 'marketer',
  role: 'any',
  audit: 'job',
  input: { params: jobParams },
  output: launchReply,
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
