import { json, type Contract } from '../http/contract.ts';
import {
  audienceBody,
  audienceExample,
  audienceLimits,
  audienceParams,
  audienceShape,
  audienceView,
} from './audience.contract.ts';

export const putAudienceContract = {
  method: 'put',
  path: '/v1/audiences/:id',
  summary: 'Save the draft of an audience',
  description:
    'Nothing changes for customers until it is published. What a condition may say is told under Condition and Did.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'audience',
  input: { params: audienceParams, body: audienceBody },
  shape: audienceShape,
  limits: audienceLimits,
  output: { 200: json('Saved.', audienceView) },
  problems: ['conflict'],
  example: audienceExample,
} as const satisfies Contract;
