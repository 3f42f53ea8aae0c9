import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { subscriptionParams } from './subscription.contract.ts';

export const getSubscriptionDeliveriesContract = {
  method: 'get',
  path: '/v1/subscriptions/:id/deliveries',
  summary: 'The last attempts to send changes',
  scope: 'operator',
  role: 'operator',
  input: { params: subscriptionParams },
  output: {
    200: json(
      'The newest first, at most 50.',
      z.strictObject({
        deliveries: z
          .array(
            z
              .strictObject({
                at: time,
                id: z.string().describe('The webhook-id'),
                changes: z.int().describe('How many changes it brought'),
                replay: z.boolean().describe('It was sent once more'),
                ms: z.int().describe('How long it took'),
                status: z.int().nullable().describe('What was answered; null: nothing was'),
                problem: z.string().nullable().describe('Why it failed; null: it was taken'),
              })
              .meta({ id: 'Delivery', description: 'One attempt at one call' }),
          )
          .describe('At most 50'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
