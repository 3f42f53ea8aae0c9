import { z } from 'zod';
import { parseDuration } from '../../domain/time.ts';
import { json, type Contract } from '../http/contract.ts';
import { givenTime, time } from '../http/fields.ts';

const advance = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'a duration is such as "1d", "12h", "2w", "P3D" or "PT2H"')
  .describe('How far, such as 1d');

export const postClockContract = {
  method: 'post',
  path: '/v1/clock',
  summary: 'Move the test clock',
  description:
    'Only in a workspace made with testClock. Wakes exactly the customers for whom something falls due on the way; each ' +
    "customer's events and deadlines are taken in order of time, each at its own instant. Answers when the resulting " +
    'decisions and messages are visible; where that takes longer than ten minutes it answers 503 and goes on by itself. ' +
    'It passes nobody who has accepted events that are not applied yet. A clock never goes back.',
  scope: 'operator',
  role: 'operator',
  audit: 'clock',
  input: {
    body: z.union([
      z.strictObject({ advance }),
      z.strictObject({
        to: z.union([z.literal('next'), givenTime]).describe('An instant, or next: when anything falls due'),
      }),
    ]),
  },
  output: {
    200: json(
      'The clock stands at now.',
      z.strictObject({
        now: time,
        woken: z.int().describe('Customers for whom something fell due'),
        settled: z.literal(true).describe('Everybody has arrived, and every effect has happened or been given up'),
      }),
    ),
  },
  problems: ['conflict', 'still-moving'],
  example: { advance: '1d' },
} as const satisfies Contract;
