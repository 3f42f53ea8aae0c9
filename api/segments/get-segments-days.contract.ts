import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time, uncounted } from '../http/fields.ts';

const segment = z.strictObject({
  id: z.string().describe('As journeys name it'),
  customers: z.array(z.int()).describe('One size per day, in the order of `days`'),
});

export const getSegmentsDaysContract = {
  method: 'get',
  path: '/v1/segments/days',
  summary: 'How many customers each segment held, day by day',
  description:
    "As far as Sojourn knew by the end of each day in the workspace's time zone: imported customers count from the import on.",
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(366).default(84).describe('1 to 366, today included'),
    }),
  },
  output: {
    200: json(
      'The segments in force, best first, and others that somebody was in.',
      z.strictObject({
        asOf: time,
        uncounted,
        days: z.array(z.iso.date()).describe('Oldest first; the last one is today, as it is now'),
        segments: z.array(segment).describe('Best first'),
      }),
    ),
  },
} as const satisfies Contract;
