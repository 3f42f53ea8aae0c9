import type { Contract } from '../http/contract.ts';
import { drawnReply, drawParams, ticketBody } from './draw.contract.ts';

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
  output: { 200: drawnReply },
  problems: ['not-found', 'conflict', 'not-decided', 'store-away', 'erased'],
  example: { customer: 'c-0003', ticket: 12 },
} as const satisfies Contract;
