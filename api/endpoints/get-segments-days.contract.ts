import { z } from 'zod';
import { json, type Contract } from '../contract.ts';
import { time, uncounted } from '../fields.ts';

const segment = z.strictObject({
  id: z.string().describe('As journeys name it'),
  customers: z.array(z.int()).describe('One size per day, in the order of `days`'),
});

export const getSegmentsDaysContract = {
  method: 'get',
  path: '/v1/segments/days',
  summary: 'How many customers each segment held, day by day',
  description:
    'At the end of each local day, as far as Sojourn knew them by then: customers of an imported file count from the day of the import on, in the segment that it put them into.',
  scope: 'marketer',
  input: {
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(366).default(84).describe('1 to 366, today included'),
    }),
  },
  output: {
    200: json(
      'All segments of the scoring model in force, best first, and others that somebody was in on these days.',
      z.strictObject({
        asOf: time,
        uncounted,
        timezone: z.string().describe('IANA time zone of the workspace; days are counted in it'),
        days: z.array(z.iso.date()).describe('Oldest first; the last one is today, as it is now'),
        segments: z.array(segment).describe('Best first'),
      }),
    ),
  },
} as const satisfies Contract;
