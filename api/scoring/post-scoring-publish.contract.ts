import { json, type Contract } from '../http/contract.ts';
import { publishedScoring } from './scoring.contract.ts';

export const postScoringPublishContract = {
  method: 'post',
  path: '/v1/scoring/publish',
  summary: 'Publish the draft of the scoring model',
  description:
    'Quantiles become fixed cut-offs, as they are at this moment, and stay so until they are computed again. Where it is refused, the model in force stays in force. Publishing what is in force already changes nothing.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'scoring',
  input: {},
  output: { 200: json('It is in force.', publishedScoring) },
  problems: ['not-found', 'not-publishable', 'conflict'],
} as const satisfies Contract;
