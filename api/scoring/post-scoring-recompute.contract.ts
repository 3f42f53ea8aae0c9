import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { waitFor } from '../http/fields.ts';
import { recomputeJob } from '../jobs/job.contract.ts';
import { publishedScoring } from './scoring.contract.ts';

export const postScoringRecomputeContract = {
  method: 'post',
  path: '/v1/scoring/recompute',
  summary: 'Compute the quantile cut-offs of the model in force again',
  description:
    'From what it was published as, whatever the draft says by now. Publishes a new version where a cut-off has changed. A model with "recompute" does this by itself. It is a job, and this call waits for it up to wait seconds.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'scoring',
  input: { query: z.strictObject({ wait: waitFor }) },
  output: {
    200: json('The cut-offs are those of this moment.', publishedScoring),
    202: json('It takes longer: watch the job.', z.strictObject({ job: recomputeJob })),
  },
  problems: ['not-publishable', 'conflict'],
} as const satisfies Contract;
