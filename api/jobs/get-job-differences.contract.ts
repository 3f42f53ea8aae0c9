import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { jobParams, nextCursor, pageFields } from '../http/fields.ts';

const difference = z
  .strictObject({
    customer: z.string().nullable().describe('Whose state differs; null: it is a tally, which has been put right'),
    field: z
      .string()
      .describe('Such as revenue or segment; of an effect its key; of a tally its name, key, day and amount'),
    live: z.string().describe('JSON, cut to 2,000 characters'),
    rebuilt: z.string().describe('What follows from the events, or was decided; JSON, cut to 2,000 characters'),
  })
  .meta({ id: 'Difference', description: 'Where the live state differs from the events' });

export const getJobDifferencesContract = {
  method: 'get',
  path: '/v1/jobs/:id/differences',
  summary: 'Where the live state and the events do not agree',
  description: 'Of a rebuild, in order of customers, then those of tallies; the first 10,000 or so are kept.',
  scope: 'operator',
  role: 'operator',
  input: {
    params: jobParams,
    query: z.strictObject(pageFields(500, 50)),
  },
  output: {
    200: json(
      'One entry per field.',
      z.strictObject({ differences: z.array(difference).describe('One per field'), next: nextCursor }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
