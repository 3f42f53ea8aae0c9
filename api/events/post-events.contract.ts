import { z } from 'zod';
import { wireEvent } from '../../domain/events/event.schema.ts';
import { json, type Contract } from '../http/contract.ts';

/** Each event is read by itself, so that one that is not right costs no other. */
export const eventsShape = z.union([wireEvent, z.array(wireEvent).min(1).max(500)]);

const problem = z.strictObject({
  code: z
    .string()
    .describe('What kind of problem: invalid, or refund-above-order where more is refunded than its order has left'),
  path: z.string().describe('The field, such as amount'),
  message: z.string().describe('What is wrong with it and how to mend it'),
});

const result = z
  .strictObject({
    id: z.string().nullable().describe('As sent; null where there was none to read'),
    status: z
      .enum(['accepted', 'duplicate', 'conflict', 'invalid', 'erased'])
      .describe(
        'accepted: stored durably, will be applied exactly once. duplicate: already here with the same body. ' +
          'conflict: this id came before with another body, and this one is not taken. invalid: see problem. ' +
          'erased: its customer was erased, and nothing of it is kept.',
      ),
    problem: problem.optional().describe('What is wrong with it, where it is invalid'),
  })
  .meta({ id: 'EventResult', description: 'What became of one event' });

export const postEventsContract = {
  method: 'post',
  path: '/v1/events',
  summary: 'Tell what customers did',
  description:
    'One event, or an array of up to 500, each of at most 32 KB and 8 levels deep. A reply of 202 means that every event called ' +
    'accepted or duplicate is stored durably and will be applied exactly once, also when it is sent again. ' +
    'An event that is not right costs no other; where none is right the reply is 422. ' +
    'A refund of more than its order has left is refused with the code refund-above-order, refunds of before included; one that comes before its order waits. ' +
    'An event that arrives more than 24 hours after it happened counts, and ends what it ends; it starts no journey. ' +
    'Types: purchase (its id names the order), refund (names its order), view, open, click, app.open, or a type of your own.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { body: z.union([z.array(z.unknown()).min(1).max(500), z.record(z.string(), z.unknown())]) },
  shape: eventsShape,
  limits: 'per-item',
  output: {
    202: json(
      'One result per event, in the order given.',
      z.strictObject({ results: z.array(result).describe('One per event, in the order given') }),
    ),
  },
  problems: ['invalid', 'store-away'],
  example: {
    id: 'order:1001',
    customer: 'c-17',
    type: 'purchase',
    amount: 4000,
    items: [{ sku: 'A1', quantity: 2, amount: 2000 }],
  },
} as const satisfies Contract;
