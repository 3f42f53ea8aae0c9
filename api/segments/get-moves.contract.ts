import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { givenDay, givenTime, nextCursor, pageFields, score, time } from '../http/fields.ts';

const segmentOrNone = z.union([segmentId, z.literal('none')]).optional();

export const moveCause = z
  .strictObject({
    by: z.enum(['event', 'silence', 'rules']).describe('Something they did, silence, or new rules'),
    text: z.string().describe('Why, in a sentence'),
    event: z
      .strictObject({
        source: z.string().describe('Who sent it'),
        id: z.string().describe('As it was sent'),
        type: z.string().describe('Such as purchase'),
      })
      .optional()
      .describe('The event that moved them'),
    because: z
      .enum(['recency', 'window'])
      .optional()
      .describe('What silence changed: the last purchase grew too old, or purchases left the window'),
    playbook: z.int().optional().describe('The version whose rules moved them'),
  })
  .meta({ id: 'MoveCause', description: 'Why a customer moved' });

const move = z
  .strictObject({
    customer: z.string().describe('Who moved'),
    at: time,
    from: segmentId.nullable().describe('Null: from no segment'),
    to: segmentId.nullable().describe('Null: into no segment'),
    score: score.nullable().describe('After the move'),
    cause: moveCause,
  })
  .meta({ id: 'Move', description: 'A customer passing from one segment to another' });

export const getMovesContract = {
  method: 'get',
  path: '/v1/moves',
  summary: 'Who moved from which segment to which, when and why',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      from: segmentOrNone.describe('Only moves out of this segment; "none": only of customers who were in no segment'),
      to: segmentOrNone.describe(
        'Only moves into this segment; "none": only of customers who are in no segment after it',
      ),
      since: givenTime.optional().describe('Only moves at this time or later'),
      until: givenTime.optional().describe('Only moves at this time or before'),
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(366)
        .optional()
        .describe(
          'Only moves of so many calendar days of the workspace, today included, as GET /v1/moves/days counts them',
        ),
      day: givenDay.optional().describe('Only moves on this calendar day of the workspace, such as 2026-11-20'),
      ...pageFields(500, 50),
    }),
  },
  output: {
    200: json(
      'Newest first.',
      z.strictObject({ asOf: time, moves: z.array(move).describe('Newest first'), next: nextCursor }),
    ),
  },
} as const satisfies Contract;
