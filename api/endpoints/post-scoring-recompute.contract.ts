import { json, type Contract } from '../contract.ts';
import { publishedScoring } from './scoring.contract.ts';

export const postScoringRecomputeContract = {
  method: 'post',
  path: '/v1/scoring/recompute',
  summary: 'Compute the quantile cut-offs of the model in force again',
  description:
    'From what it was published as, whatever the draft says by now. Publishes a new version where a cut-off has changed. A model with "recompute" does this by itself.',
  scope: 'marketer',
  input: {},
  output: { 200: json('The cut-offs are those of this moment.', publishedScoring) },
  problems: ['not-publishable', 'conflict'],
} as const satisfies Contract;
