import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

export const getClockContract = {
  method: 'get',
  path: '/v1/clock',
  summary: "The workspace's time",
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'Now, and whether this is a test clock.',
      z
        .strictObject({
          now: time,
          testClock: z.boolean().describe('Time stands still and moves only when told to'),
          moving: z.boolean().describe('A move is under way'),
          moved: z
            .strictObject({
              total: z.int().describe('Customers the move has woken so far'),
              arrived: z.int().describe('Those of them who have taken everything up to its end'),
            })
            .nullable()
            .describe('How far the move under way has come; null without one'),
          next: time
            .nullable()
            .describe('When anything next falls due; null without a test clock or when nothing does'),
        })
        .meta({ id: 'Clock', description: 'The time of a workspace' }),
    ),
  },
} as const satisfies Contract;
