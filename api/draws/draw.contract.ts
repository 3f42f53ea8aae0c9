import { z } from 'zod';
import { customerId, drawId, prizeId } from '../../domain/ids.schema.ts';
import { reward } from '../../domain/loyalty/rewards/index.ts';

/** What the calls about draws share. */

export const drawParams = z.strictObject({ id: drawId.describe('Of the draw, as the programme declares it') });

export const drawLook = z.enum(['wheel', 'scratch', 'gift']).describe('How pages show it');

export const ticketBody = z.strictObject({
  customer: customerId.describe('Of the customer, as your events name them'),
  ticket: z
    .int('a ticket is a whole number')
    .min(1, 'a ticket is a number from 1')
    .describe('GET /v1/customers/:id/tickets lists them'),
});

export const prizeWon = z
  .strictObject({
    id: prizeId.describe('Of the prize'),
    name: z.string().describe('As customers read it; its id where the draw does not have it any more'),
    reward: reward.nullable().describe('What the customer got; null: a blank'),
  })
  .meta({ id: 'PrizeWon', description: 'What a ticket came to' });
