import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { waitFor } from '../http/fields.ts';
import { previewJob } from '../jobs/job.contract.ts';
import { scoringBody, scoringLimits, scoringPreview, scoringShape } from './scoring.contract.ts';

export const postScoringPreviewContract = {
  method: 'post',
  path: '/v1/scoring/preview',
  summary: 'What publishing a scoring model would do',
  description:
    'Compiles the draft in the body, or without a body the saved one, against the base of this moment, and scores everybody with it. ' +
    'That is a job, and this call waits for it up to wait seconds: the answer is the preview, or else the job, whose result it will be. ' +
    'Where the draft counts other things than the model in force, histories are read again, which takes longer. The same draft asked for meanwhile is the same job. Changes nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { query: z.strictObject({ wait: waitFor }), body: scoringBody.optional() },
  shape: scoringShape,
  limits: scoringLimits,
  output: {
    200: json('Cut-offs, and who would move where.', scoringPreview),
    202: json('It takes longer: watch the job.', z.strictObject({ job: previewJob })),
  },
  problems: ['not-found', 'not-publishable', 'conflict'],
  example: { preset: 'flowcot-six' },
} as const satisfies Contract;
