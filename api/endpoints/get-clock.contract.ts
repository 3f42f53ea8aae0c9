import { z } from 'zod';
import { json, type Contract } from '../contract.ts';
import { time } from '../fields.ts';

export const getClockContract = {
  method: 'get',
  path: '/v1/clock',
  summary: "The workspace's time",
  scope: 'marketer',
  input: {},
  output: {
    200: json(
      'Now, and whether this is a test clock.',
      z.strictObject({
        now: time,
        testClock: z.boolean().describe('Time stands still and moves only when told to'),
        moving: z.boolean().describe('A move is under way'),
        next: time.nullable().describe('When anything next falls due; null without a test clock or when nothing does'),
      }),
    ),
  },
} as const satisfies Contract;
