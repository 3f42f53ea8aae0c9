import { json, type Contract } from '../http/contract.ts';
import { audienceParams, publishedAudience } from './audience.contract.ts';

export const postAudiencePublishContract = {
  method: 'post',
  path: '/v1/audiences/:id/publish',
  summary: 'Publish the draft of an audience',
  description:
    'Everybody is placed anew: whoever comes in or goes out by this is woken, all others go on sleeping. Coming in because it was published lets ' +
    'nobody into a journey. Where it asks what was never counted before, histories are read once. Publishing what is live already changes nothing; ' +
    'publishing one that is archived brings it back.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'audience',
  input: { params: audienceParams },
  output: { 200: json('It is live.', publishedAudience) },
  problems: ['not-found', 'not-publishable', 'conflict'],
} as const satisfies Contract;
