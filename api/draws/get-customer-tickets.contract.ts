import { z } from 'zod';
import { drawId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';
import { drawLook } from './draw.contract.ts';

export const getCustomerTicketsContract = {
  method: 'get',
  path: '/v1/customers/:id/tickets',
  summary: 'Tickets of draws that a customer has not played yet',
  description: 'What was played is in GET /v1/customers/:id/points/history.',
  scope: 'ingest',
  role: 'any',
  input: { params: z.strictObject({ id: customerParam }) },
  output: {
    200: json(
      'As of the last decision.',
      z.strictObject({
        asOf: time,
        tickets: z
          .array(
            z.strictObject({
              ticket: z.int().describe('Its number, which playing it names'),
              draw: drawId.describe('Of the draw'),
              name: z.string().describe('Of the draw, as customers read it'),
              look: drawLook,
            }),
          )
          .describe('The newest first; at most 50'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
