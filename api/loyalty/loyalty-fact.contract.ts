import { z } from 'zod';
import { time } from '../http/fields.ts';
import { points } from './points.contract.ts';

const cause = z
  .strictObject({
    by: z.enum(['step', 'quest', 'draw', 'referral']).describe('What gave it'),
    journey: z.string().optional().describe('Of a step: its journey'),
    step: z.string().optional().describe('Of a step: its id'),
    quest: z.string().optional().describe('The quest'),
    milestone: z.string().optional().describe('Of a quest: the milestone, where it was no end'),
    draw: z.string().optional().describe('The draw'),
    ticket: z.int().optional().describe('Of a draw: the number of the ticket'),
    as: z.enum(['referrer', 'referred']).optional().describe('Whether they brought somebody, or were brought'),
    other: z.string().optional().describe('Of a referral: the other customer; left out where they were erased'),
  })
  .meta({ id: 'RewardCause', description: 'What a reward was given for, by names' });

const happened = z
  .strictObject({
    is: z
      .enum(['started', 'progressed', 'rolled-back', 'milestone', 'ending', 'completed', 'expired', 'withdrawn'])
      .describe('rolled-back: by a refund. ending: it will soon be over. withdrawn: it is in the programme no longer'),
    cycle: z.int().describe('Which time it is'),
    until: time.optional().describe('Of one that began: its end; left out: it has none'),
    milestone: z.string().optional().describe('The milestone that was reached'),
    steps: z
      .array(
        z.strictObject({
          step: z.string().describe('Its id'),
          done: z.number().describe('What it has come to'),
          target: z.number().describe('Of how much'),
        }),
      )
      .optional()
      .describe('Of progress: the steps that went on, or back'),
  })
  .meta({ id: 'QuestHappening', description: 'What happened in a quest, by names' });

const referral = z
  .strictObject({
    is: z
      .enum(['came', 'bought', 'lost', 'rewarded', 'brought'])
      .describe('came: by somebody. bought, lost: the order counts, or no more. brought: of the one who brought them'),
    other: z.string().optional().describe('The other customer; left out where they were erased'),
    until: time.optional().describe('Until when a first order counts, or may be refunded'),
    beyond: z.literal(true).optional().describe('More than are rewarded within a year'),
  })
  .meta({ id: 'ReferralHappening', description: 'What happened of bringing a customer, by names' });

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
    cause: cause.optional().describe('Of a reward'),
    happened: happened.optional().describe('Of a quest'),
    referral: referral.optional().describe('Of a referral'),
    ticket: z.int().optional().describe('The ticket that was played, by its number'),
    had: points.optional().describe('How many there were, where more were asked for'),
    days: z.int().optional().describe('How many days before it expires'),
    last: z.string().optional().describe('The last day on which points can be spent'),
    until: time.optional().describe('When a coupon ends'),
  })
  .meta({ id: 'LoyaltyFact', description: 'One change of points, of the tier, of badges or of quests' });
