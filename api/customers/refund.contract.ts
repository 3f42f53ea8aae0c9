import { z } from 'zod';
import { money, time } from '../http/fields.ts';

/** What the calls about refunds that wait for their order share. */
export const waitingRefund = z
  .strictObject({
    source: z.string().describe('Who sent it'),
    id: z.string().describe('Its id within that source'),
    order: z.string().describe('The order that it names, and that is not known of this customer'),
    amount: money.describe('What was given back, minor units'),
    at: time.describe('When it happened'),
    learnedAt: time.describe('When it arrived'),
    unmatchedAt: time.describe('30 days later: from then on GET /v1/refunds/unmatched lists it, until the order comes'),
  })
  .meta({ id: 'WaitingRefund', description: 'A refund whose order is not known of its customer so far' });
