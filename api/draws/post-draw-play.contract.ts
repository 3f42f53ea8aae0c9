import { z } from 'zod';
import { drawId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { drawParams, prizeWon, ticketBody } from './draw.contract.ts';

export const postDrawPlayContract = {
  method: 'post',
  path: '/v1/draws/:id/play',
  summary: 'Play a ticket of a draw for a customer',
  description:
    'What it comes to follows from the hash of the ticket, and from what is in stock; it is written into the journal of the customer before it is ' +
    'told here. The same ticket again is answered as the first time.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: drawParams, body: ticketBody },
  output: {
    200: json(
      'What was drawn.',
      z.strictObject({
        draw: drawId.describe('Of the draw'),
        ticket: z.int().describe('The ticket that was played'),
        prize: prizeWon.nullable().describe('Null: nothing was left in stock'),
        asOf: time,
      }),
    ),
  },
  problems: ['not-found', 'conflict', 'not-decided', 'store-away', 'erased'],
  example: { customer: 'c-0003', ticket: 12 },
} as const satisfies Contract;
