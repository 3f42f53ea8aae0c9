import { z } from 'zod';
import { money, time } from '../fields.ts';

/** What the calls about refunds that wait for their order share. */
export const waitingRefund = z.strictObject({
  source: z.string(),
  id: z.string(),
  order: z.string().describe('The order that it names, and that is not known of this customer'),
  amount: money,
  at: time,
  learnedAt: time,
  unmatchedAt: time.describe('30 days later: from then on GET /v1/refunds/unmatched lists it, until the order comes'),
});
