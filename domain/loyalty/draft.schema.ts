import { z } from 'zod';
import { eventTypeName } from '../events/event-type.schema.ts';
import { LONGEST_FACT_NAME } from '../events/event-facts.ts';
import { ruleId, segmentId } from '../ids.schema.ts';
import { ofKind } from '../input/shape-sentences.ts';
import { condition } from '../journey/conditions/condition.schema.ts';
import { PERIODS } from './calendar.ts';
import { multiplier } from './multiplier.schema.ts';
import { tierSet } from './tiers.schema.ts';

/** Points of one fact; sums of very many stay exact. */
export const MOST_POINTS = 1_000_000_000;
const MOST_RULES = 20;

const wholePoints = z.int(ofKind('a whole number of points'));
const points = wholePoints.min(1, 'at least 1 point').max(MOST_POINTS, `at most ${MOST_POINTS} points`);
const days = (most: number) =>
  z.int(ofKind('a whole number of days')).min(1, 'at least 1 day').max(most, `at most ${most} days`);

const expiry = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('rolling').describe('So long after they became active, to the end of that day'),
      months: z.int(ofKind('a whole number of months')).min(1).max(120, 'at most 120 months').describe('1 to 120'),
      roundTo: z.enum(PERIODS).optional().describe('To the end of that month, quarter or year; left out, of that day'),
    }),
    z.strictObject({
      by: z.literal('calendar').describe('At the end of a period of the calendar'),
      period: z.enum(PERIODS).describe('Which one'),
      later: z.int().min(0).max(20, 'at most 20 periods later').default(0).describe('0: the one they became active in'),
    }),
    z.strictObject({
      by: z.literal('sliding').describe('So many days after the customer last earned anything'),
      days: days(1_825).describe('1 to 1825'),
    }),
    z.strictObject({ by: z.literal('never').describe('They do not expire') }),
  ])
  .meta({ id: 'PointsExpiry', description: 'When points of a rule expire, counted from when they became active' });

const per = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('amount').describe('By the amount of a purchase'),
      amount: z
        .int(ofKind('a whole number of minor units'))
        .min(1, 'at least 1 minor unit')
        .describe('Minor units that earn so many points'),
      points: points.describe('So many for each such amount'),
    }),
    z.strictObject({
      by: z.literal('item').describe('By a number in the data of the event'),
      item: z.string().min(1).max(LONGEST_FACT_NAME).describe('Where its data says how many items there are'),
      points: points.describe('So many for each item'),
    }),
    z.strictObject({
      by: z.literal('event').describe('By the event itself'),
      points: points.describe('So many for each event'),
    }),
  ])
  .meta({ id: 'PointsFor', description: 'What points are given for: money, items, or each event' });

const pending = z
  .strictObject({
    days: days(365).describe('Active when the day is over on which so many days have passed'),
    until: eventTypeName.optional().describe('Such an event makes them active earlier, whatever it says'),
  })
  .meta({ id: 'PointsPending', description: 'How long points wait before they can be spent' });

const earningRule = z
  .strictObject({
    id: ruleId.describe('Its name in campaigns and in the history of points'),
    on: eventTypeName.describe('The type of the event, such as purchase or review.written'),
    per,
    when: condition.optional().describe('Only where this holds, of the event and of the customer after it'),
    round: z.enum(['down', 'nearest', 'up']).default('down').describe('What becomes of a part of a point'),
    mostPerEvent: points.optional().describe('However much the event is worth'),
    pending: pending.optional().describe('Left out, points are active at once'),
    expire: expiry,
  })
  .meta({ id: 'EarningRule', description: 'What earns points' });

const time = z.iso.datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-12-01T00:00:00Z' });

const campaign = z
  .strictObject({
    id: ruleId.describe('Its name in the history of points'),
    from: time.describe('The first instant at which an event counts'),
    until: time.describe('The first instant at which none counts any more'),
    multiplier,
    rules: z.array(ruleId).min(1).max(MOST_RULES).optional().describe('Only points of these rules; left out, of all'),
    when: condition.optional().describe('Only where this holds, of the event and of the customer after it'),
  })
  .meta({ id: 'Campaign', description: 'More points, or fewer, for a time' });

/** What marketers write; see `Loyalty`. */
export const loyaltyDraft = z
  .strictObject({
    earn: z.array(earningRule).max(MOST_RULES, `at most ${MOST_RULES} rules`).describe('What earns points'),
    segments: z.record(segmentId, multiplier).optional().describe('Multipliers by segment; left out, 1 for all'),
    campaigns: z
      .array(campaign)
      .max(MOST_RULES, `at most ${MOST_RULES} campaigns`)
      .default([])
      .describe('More points for a time'),
    mostPerDay: points.optional().describe('What one customer can earn on one day, by all rules together'),
    tiers: tierSet.nullable().default(null).describe('Null: there are none'),
  })
  .meta({ id: 'Loyalty', description: 'What earns points, when they expire, and which tiers there are' });

export type LoyaltyDraft = z.infer<typeof loyaltyDraft>;
export type EarningRule = LoyaltyDraft['earn'][number];
export type Campaign = LoyaltyDraft['campaigns'][number];
export type Expiry = EarningRule['expire'];
