import { z } from 'zod';
import { displayName } from '../../domain/loyalty/boards/name.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { memberParams } from './board.contract.ts';

export const putBoardMemberContract = {
  method: 'put',
  path: '/v1/leaderboards/:id/members/:customer',
  summary: 'A customer opts in to a board, under a name of their choice',
  description:
    'Others read the name and the score, and nothing else. The name has no address and no telephone number in it, and is another one than those of all others on the board. ' +
    'Sent again, it changes the name. Customers who are held out of messages are on no board.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: memberParams,
    body: z.strictObject({ name: displayName.describe('As others read it, 2 to 30 characters') }),
  },
  output: {
    200: json(
      'They are on the board.',
      z.strictObject({
        name: z.string().describe('As it is shown'),
        score: z.int().describe('What they have come to'),
      }),
    ),
  },
  problems: ['not-found', 'conflict', 'erased'],
  example: { name: 'Blue Heron' },
} as const satisfies Contract;
