import { z } from 'zod';
import { eventTypeName } from '../events/event-type.schema.ts';
import { LONGEST_FACT_NAME } from '../events/event-facts.ts';
import { ruleId, segmentId } from '../ids.schema.ts';
import { ofKind } from '../input/shape-sentences.ts';
import { condition } from '../journey/conditions/condition.schema.ts';
import { board } from './boards/board.schema.ts';
import { draw } from './draws/draw.schema.ts';
import { quest } from './quests/quest.schema.ts';
import { referral } from './referral/referral.schema.ts';
import { badge } from './rewards/badge.schema.ts';
import { multiplier } from './multiplier.schema.ts';
import { expiry, points, rulePending } from './points.schema.ts';
import { tierSet } from './tiers.schema.ts';

/** Each event of each customer is held against all of them. */
const MOST_QUESTS = 20;
const MOST_RULES = 20;
/** Whoever has earned a badge keeps it, and a state holds all of them. */
const MOST_BADGES = 50;

const MOST_DRAWS = 20;
const MOST_BOARDS = 10;

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

const earningRule = z
  .strictObject({
    id: ruleId.describe('Its name in campaigns and in the history of points'),
    on: eventTypeName.describe('The type of the event, such as purchase or review.written'),
    per,
    when: condition.optional().describe('Only where this holds, of the event and of the customer after it'),
    round: z.enum(['down', 'nearest', 'up']).default('down').describe('What becomes of a part of a point'),
    mostPerEvent: points.optional().describe('However much the event is worth'),
    pending: rulePending.optional().describe('Left out, points are active at once'),
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

/** A message a day would be none that anybody reads. */
const MOST_WARNINGS = 3;
const LONGEST_WARNING = 365;

const warnDays = z
  .array(
    z
      .int(ofKind('a whole number of days'))
      .min(1, 'at least 1 day before')
      .max(LONGEST_WARNING, `at most ${LONGEST_WARNING} days before`),
  )
  .max(MOST_WARNINGS, `at most ${MOST_WARNINGS} warnings`)
  .default([]);

const expiryWarnDays = z
  .strictObject({
    points: warnDays.describe(
      'So many days before the first one on which they cannot be spent any more, such as 30 and 7',
    ),
    coupons: warnDays.describe('So many days of 24 hours before a coupon ends'),
  })
  .meta({
    id: 'ExpiryWarnDays',
    description: 'How long before points and coupons expire journeys can react to it. Left out, they cannot',
  });

/** What 100 points may be worth, in minor units: a sum of very many stays exact. */
const MOST_WORTH = 100_000_000;

const worth = z
  .strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'a currency is three capital letters of ISO 4217, such as EUR')
      .describe('ISO 4217; that of the workspace'),
    per100: z
      .int(ofKind('a whole number of minor units'))
      .min(1, 'at least 1 minor unit')
      .max(MOST_WORTH, `at most ${MOST_WORTH} minor units`)
      .describe('What 100 points are worth, in minor units: a single point is often worth less than one of them'),
  })
  .meta({
    id: 'PointsWorth',
    description: 'What points are worth in the books of the shop. It decides nothing for customers',
  });

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
    badges: z
      .array(badge)
      .max(MOST_BADGES, `at most ${MOST_BADGES} badges`)
      .default([])
      .describe('What customers can earn to show; rewards give them'),
    quests: z
      .array(quest)
      .max(MOST_QUESTS, `at most ${MOST_QUESTS} quests`)
      .default([])
      .describe('What there is to do'),
    draws: z
      .array(draw)
      .max(MOST_DRAWS, `at most ${MOST_DRAWS} draws`)
      .default([])
      .describe('What customers can win by tickets; rewards give tickets'),
    expiryWarnDays: expiryWarnDays.optional(),
    boards: z
      .array(board)
      .max(MOST_BOARDS, `at most ${MOST_BOARDS} boards`)
      .optional()
      .describe('Boards that customers opt in to; left out, there are none'),
    referral: referral.optional(),
    worth: worth.optional().describe('What points are worth; left out, points have no cost in money'),
    tiers: tierSet.nullable().default(null).describe('Null: there are none'),
  })
  .meta({
    id: 'Loyalty',
    description: 'What earns points, when they expire, and which tiers, badges, quests and draws there are',
  });

export type LoyaltyDraft = z.infer<typeof loyaltyDraft>;
export type EarningRule = LoyaltyDraft['earn'][number];
export type Campaign = LoyaltyDraft['campaigns'][number];
