import { z } from 'zod';
import { time } from '../http/fields.ts';
import { loyaltyNamed } from './loyalty-named.contract.ts';
import { points } from './points.contract.ts';

/** One change of points, a tier, badges or quests, as timelines and the history of points tell it. */
export const loyaltyFact = z
  .strictObject({
    n: z.int().describe('Its number among those of the customer, from 1'),
    at: time.describe('When it was decided'),
    what: z
      .enum([
        'earned',
        'activated',
        'spent',
        'returned',
        'refused',
        'reversed',
        'expired',
        'adjusted',
        'tier',
        'awarded',
        'badge',
        'granted',
        'ticket',
        'drawn',
        'quest',
        'points-expiring',
        'coupon-held',
        'coupon-expiring',
        'coupon-used',
        'referral',
      ])
      .describe(
        'refused: there were not so many points. returned: a spending was taken back. reversed: a refund took them. awarded: points of a reward. coupon-held: it is known when a coupon ends',
      ),
    text: z.string().describe('The same in a sentence'),
    points: points
      .optional()
      .describe('How many; less than 0 where an adjustment took them; none of tiers, badges and quests'),
    event: z.string().optional().describe('The id of the event that did it; left out where time did'),
    order: z.string().optional().describe('The id of the order that earned, or was refunded'),
    reason: z.string().optional().describe('Of an adjustment'),
    quest: z.string().optional().describe('The quest that it happened in'),
    badge: z.string().optional().describe('The badge that was earned'),
    draw: z.string().optional().describe('The draw that a ticket is of'),
    prize: z.string().nullable().optional().describe('What a ticket came to; null: nothing was left'),
    pool: z.string().optional().describe('The pool of a coupon'),
    rule: z.string().optional().describe('The rule that points were earned by'),
    active: z.string().optional().describe('The day from which they can be spent; left out: at once'),
    change: z
      .enum(['placed', 'up', 'down', 'kept', 'grace', 'warned'])
      .optional()
      .describe('Of a tier. grace: it will be lost unless it is reached again in time. warned: soon'),
    from: z.string().nullable().optional().describe('The tier before it; null: none'),
    counted: z.number().optional().describe('What the metric of tiers came to'),
    tier: z.string().nullable().optional().describe('The tier after it; null: none'),
    named: loyaltyNamed.optional(),
  })
  .meta({ id: 'LoyaltyFact', description: 'One change of points, of the tier, of badges or of quests' });
