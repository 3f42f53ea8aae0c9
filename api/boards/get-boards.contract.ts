import { z } from 'zod';
import { board } from '../../domain/loyalty/boards/board.schema.ts';
import { json, type Contract } from '../http/contract.ts';

export const getBoardsContract = {
  method: 'get',
  path: '/v1/leaderboards',
  summary: 'The boards that customers can opt in to',
  scope: 'ingest',
  role: 'any',
  input: {},
  output: {
    200: json(
      'Of the programme in force, in its order.',
      z.strictObject({
        boards: z
          .array(
            z
              .strictObject({ ...board.shape, members: z.int().describe('Customers who have opted in') })
              .meta({ id: 'BoardInForce', description: 'A board, and how many are on it' }),
          )
          .describe('As the programme declares them'),
      }),
    ),
  },
} as const satisfies Contract;
