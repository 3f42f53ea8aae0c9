import { json, type Contract } from '../http/contract.ts';
import { scoringView } from './get-scoring.contract.ts';
import { scoringBody, scoringExample, scoringLimits, scoringShape } from './scoring.contract.ts';

export const putScoringContract = {
  method: 'put',
  path: '/v1/scoring',
  summary: 'Save the draft of a scoring model',
  description:
    'A whole model, or a preset by its id: {"preset": "klaviyo-27"}. Nothing changes for customers until it is published. A draft may still miss cells: they come back in "problems". Whether the base is large enough for quantiles shows in the preview.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'scoring',
  input: { body: scoringBody },
  shape: scoringShape,
  limits: scoringLimits,
  output: { 200: json('Saved.', scoringView) },
  example: scoringExample,
} as const satisfies Contract;
