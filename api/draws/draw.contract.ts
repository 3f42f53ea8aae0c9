import { z } from 'zod';
import { customerId, drawId, prizeId } from '../../domain/ids.schema.ts';
import { reward } from '../../domain/loyalty/rewards/index.ts';
import { json } from '../http/contract.ts';
import { time } from '../http/fields.ts';

/** What the calls about draws share. */

export const drawParams = z.strictObject({ id: drawId.describe('Of the draw, as the programme declares it') });

export const drawLook = z.enum(['wheel', 'scratch', 'gift']).describe('How pages show it');

export const ticketNumber = z.int('a ticket is a whole number').min(1, 'a ticket is a number from 1');

export const ticketBody = z.strictObject({
  customer: customerId.describe('Of the customer, as your events name them'),
  ticket: ticketNumber.describe('GET /v1/customers/:id/tickets lists them'),
});

const prizeWon = z
  .strictObject({
    id: prizeId.describe('Of the prize'),
    name: z.string().describe('As customers read it; its id where the draw does not have it any more'),
    reward: reward.nullable().describe('What the customer got; null: a blank'),
  })
  .meta({ id: 'PrizeWon', description: 'What a ticket came to' });

/** What playing a ticket is answered with, whoever plays it. */
export const drawnReply = json(
  'What was drawn.',
  z.strictObject({
    draw: drawId.describe('Of the draw'),
    ticket: z.int().describe('The ticket that was played'),
    prize: prizeWon.nullable().describe('Null: nothing was left in stock'),
    asOf: time,
  }),
);
