import { z } from 'zod';
import { drawId } from '../../domain/ids.schema.ts';
import type { Contract } from '../http/contract.ts';
import { customerParam } from '../http/fields.ts';
import { drawnReply, ticketNumber } from '../draws/draw.contract.ts';

export const postPlacementPlayContract = {
  method: 'post',
  path: '/v1/placements/play',
  summary: 'Play a ticket of a draw, from a page',
  description:
    'As POST /v1/draws/:id/play, with a token of the customer. What it comes to is decided and stored before it is told, so a page shows only what ' +
    'is certain; the same ticket again is answered as the first time.',
  scope: 'ingest',
  role: 'none',
  token: true,
  audit: 'unwritten',
  input: {
    body: z.strictObject({
      customer: customerParam.optional().describe('Whose ticket it is; with a token it is its customer'),
      draw: drawId.describe('Of the draw'),
      ticket: ticketNumber.describe('GET /v1/placements lists them'),
    }),
  },
  output: { 200: drawnReply },
  problems: ['not-found', 'conflict', 'not-decided', 'store-away', 'erased'],
  example: { customer: 'c-17', draw: 'wheel', ticket: 12 },
} as const satisfies Contract;
