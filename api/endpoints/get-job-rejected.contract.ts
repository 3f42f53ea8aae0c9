import { text, type Contract } from '../contract.ts';
import { jobParams } from '../fields.ts';

export const getJobRejectedContract = {
  method: 'get',
  path: '/v1/jobs/:id/rejected',
  summary: 'The rows an import refused, and why',
  description:
    'CSV with the columns line, column, message and row (the row as it came, cut to 500 characters; of contacts, empty), in order of the file; the ' +
    'first 100,000 are kept. A row that a spreadsheet might take for a formula has an apostrophe before it.',
  scope: 'marketer',
  input: { params: jobParams },
  output: { 200: text('A file for a spreadsheet.', 'text/csv') },
  problems: ['not-found'],
} as const satisfies Contract;
