import type { Contract } from '../http/contract.ts';
import { jobParams } from '../http/fields.ts';
import { launchReply } from './launch.contract.ts';

export const postLaunchResumeContract = {
  method: 'post',
  path: '/v1/launches/:id/resume',
  summary: 'Let a launch go on',
  description: 'It goes on behind the last customer who was asked.',
  scope: 'marketer',
  role: 'any',
  audit: 'job',
  input: { params: jobParams },
  output: launchReply,
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
