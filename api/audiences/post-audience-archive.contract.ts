import { json, type Contract } from '../http/contract.ts';
import { audienceParams, publishedAudience } from './audience.contract.ts';

export const postAudienceArchiveContract = {
  method: 'post',
  path: '/v1/audiences/:id/archive',
  summary: 'Put an audience away',
  description:
    'Everybody leaves it. Its versions and what was counted of it stay. It is refused while a journey or another audience that is live names it.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'audience',
  input: { params: audienceParams },
  output: { 200: json('It is archived.', publishedAudience) },
  problems: ['not-found', 'not-publishable', 'conflict'],
} as const satisfies Contract;
