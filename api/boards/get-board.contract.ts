import { z } from 'zod';
import { knownCustomerId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time, uncounted } from '../http/fields.ts';
import { boardEntry, boardParams } from './board.contract.ts';

export const getBoardContract = {
  method: 'get',
  path: '/v1/leaderboards/:id',
  summary: 'The best of a board, and the neighbours of one customer',
  description:
    'Read from an index, whatever the size of the board. Who has come to nothing in the week or month has no place.',
  scope: 'ingest',
  role: 'any',
  input: {
    params: boardParams,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(10).describe('So many from the top, 1 to 100'),
      around: knownCustomerId.optional().describe('Whose neighbours are shown, too: three on either side'),
    }),
  },
  output: {
    200: json(
      'As of now.',
      z.strictObject({
        asOf: time,
        uncounted,
        board: z.string().describe('Its name'),
        top: z.array(boardEntry).describe('The best first; of equals, who came to it first'),
        around: z
          .array(boardEntry)
          .nullable()
          .describe('In the order of the board; null: nobody was asked for, or they have no place on it'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
