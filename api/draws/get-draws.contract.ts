import { z } from 'zod';
import { drawId, prizeId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { drawLook } from './draw.contract.ts';

const prize = z
  .strictObject({
    id: prizeId.describe('Of the prize'),
    name: z.string().describe('As customers read it'),
    chance: z.number().describe('From 0 to 1, among the prizes that are in stock now'),
    won: z.int().nullable().describe('How often it was won; null: it has no stock, and nobody counts'),
    left: z.int().nullable().describe('How many are left; null: no end of them'),
  })
  .meta({ id: 'PrizeLeft', description: 'A prize, and how many are left' });

export const getDrawsContract = {
  method: 'get',
  path: '/v1/draws',
  summary: 'The draws of the loyalty programme in force, with what is left of their prizes',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'As the programme lists them.',
      z.strictObject({
        asOf: time,
        draws: z
          .array(
            z.strictObject({
              id: drawId.describe('Of the draw'),
              name: z.string().describe('As customers read it'),
              look: drawLook,
              prizes: z.array(prize).describe('As the draw lists them'),
            }),
          )
          .describe('Empty where there are none'),
      }),
    ),
  },
} as const satisfies Contract;
