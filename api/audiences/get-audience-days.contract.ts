import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time, uncounted } from '../http/fields.ts';
import { audienceParams } from './audience.contract.ts';

const perDay = z.array(z.int());

export const getAudienceDaysContract = {
  method: 'get',
  path: '/v1/audiences/:id/days',
  summary: 'How many entered an audience and left it, day by day',
  description: 'Whoever is in it when an import brings them is in it, and has not entered.',
  scope: 'marketer',
  role: 'any',
  input: {
    params: audienceParams,
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(366).default(30).describe('1 to 366, today included'),
    }),
  },
  output: {
    200: json(
      'Oldest day first.',
      z.strictObject({
        asOf: time,
        uncounted,
        days: z.array(z.iso.date()).describe("In the workspace's time zone; the last one is today"),
        entered: perDay.describe('One number per day, in the order of `days`'),
        left: perDay.describe('One number per day, in the order of `days`'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
