import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { pointsParams } from './points.contract.ts';
import { badgeStanding, questStanding } from './quests.contract.ts';

export const getQuestsContract = {
  method: 'get',
  path: '/v1/customers/:id/quests',
  summary: 'Quests and badges of a customer',
  scope: 'ingest',
  role: 'any',
  input: { params: pointsParams },
  output: {
    200: json(
      'As of the last decision. Without a loyalty programme both are empty.',
      z.strictObject({
        asOf: time,
        quests: z.array(questStanding).describe('Every quest of the programme, in its order'),
        badges: z.array(badgeStanding).describe('Every badge of the programme, in its order'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
