import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time, uncounted } from '../http/fields.ts';

const kind = z.strictObject({
  from: segmentId.nullable().describe('Null: from no segment'),
  to: segmentId.nullable().describe('Null: into no segment'),
  moves: z.array(z.int()).describe('One number per day, in the order of `days`'),
});

const segmentOrNone = z.union([segmentId, z.literal('none')]).optional();

export const getMovesDaysContract = {
  method: 'get',
  path: '/v1/moves/days',
  summary: 'How many moves there were, day by day',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      from: segmentOrNone.describe('Only moves out of this segment, or of none'),
      to: segmentOrNone.describe('Only moves into this segment, or into none'),
      days: z.coerce.number().int().min(1).max(366).default(30).describe('1 to 366, today included'),
    }),
  },
  output: {
    200: json(
      'By where from and where to, the most frequent first.',
      z.strictObject({
        asOf: time,
        uncounted,
        days: z.array(z.iso.date()).describe("Oldest first, in the workspace's time zone; the last one is today"),
        moves: z.array(kind).describe('Kinds of moves that occurred'),
      }),
    ),
  },
} as const satisfies Contract;
