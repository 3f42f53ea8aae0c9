import { z } from 'zod';
import { text, type Contract } from '../http/contract.ts';
import { jobParams } from '../http/fields.ts';

export const getJobRejectedContract = {
  method: 'get',
  path: '/v1/jobs/:id/rejected',
  summary: 'The rows an import refused, and why',
  description:
    'CSV with the columns line, column, message, row (the row as it came, cut to 500 characters; of contacts, empty) and reason, in order of the file. ' +
    'The first 100,000 are kept, and of each reason the first 1,000 whatever else the file holds. ' +
    'A row that a spreadsheet might take for a formula has an apostrophe before it.',
  scope: 'marketer',
  role: 'any',
  input: {
    params: jobParams,
    query: z.strictObject({
      reason: z.string().max(40).optional().describe('Only those refused for this reason, as the job names it'),
    }),
  },
  output: { 200: text('A file for a spreadsheet.', 'text/csv') },
  problems: ['not-found'],
} as const satisfies Contract;
