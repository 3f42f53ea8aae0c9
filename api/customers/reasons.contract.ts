import { z } from 'zod';
import { money, time } from '../http/fields.ts';

const days = z.int().describe('Whole days');
const share = z.number().describe('From 0 to 1');
const gap = z
  .strictObject({
    median: days.describe('Half of their gaps are shorter'),
    most: days.describe('Nine of ten are shorter'),
  })
  .optional()
  .describe('How long somebody who buys as they do takes to come back; left out without a fitted rhythm');
const stages = {
  overdueDays: days.describe('Days of silence after which they are overdue'),
  lapsedDays: days.describe('Days of silence after which they have lapsed'),
  model: z.int().describe('Version of the silence model'),
};

const step = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('reached').describe('A level is reached'),
    level: z.number().describe('A share from 0 to 1; of own-gap, so many mean gaps'),
    at: time,
  }),
  z.strictObject({
    is: z
      .enum(['floor', 'cap'])
      .describe('Silence counts from so many days on at the earliest, or up to so many at the latest'),
    days,
  }),
]);

/** What the limits of silence were computed from, by name. */
export const silenceReason = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('fixed').describe('By fixed days'),
      ...stages,
      undated: z.boolean().describe('For a summary does not say on which days they bought'),
    }),
    z.strictObject({
      by: z.literal('first-gap').describe('As others took to come back'),
      ...stages,
      purchases: z.union([z.literal(1), z.literal(2)]).describe('After the first purchase, or the second'),
      customers: z.int().describe('How many others'),
    }),
    z.strictObject({
      by: z.literal('earlier').describe('By the fitted rhythm, without a rule'),
      ...stages,
      gap,
      of: z
        .enum(['alive', 'shorter-gaps'])
        .describe('The chance of still being a customer, or the share of shorter gaps'),
      levels: z.tuple([share, share]).describe('Overdue, and lapsed'),
    }),
    z.strictObject({
      by: z.literal('rule').describe('By the rule of silence in force'),
      ...stages,
      gap,
      of: z
        .enum(['own-gap', 'alive', 'longer-gaps', 'order'])
        .describe(
          'What it limits: silence in own mean gaps, the chance of still being a customer, the share of longer gaps, or the chance of an order within 90 days',
        ),
      ownGap: days.optional().describe('Their mean gap, of own-gap'),
      steps: z.array(step).describe('Overdue, and lapsed; one where the same bound decides both'),
    }),
  ])
  .meta({ id: 'SilenceReason', description: 'Why silence means something when it does' });

const ofMoney = z.strictObject({
  recent: money.describe('Within the later period'),
  before: money.describe('Within the one before it'),
});
const pair = z.strictObject({
  recent: z.number().describe('Within the later period'),
  before: z.number().describe('Within the one before it'),
});

/** What a trajectory was read from, by name. */
export const trajectoryRead = z
  .union([
    z.strictObject({
      days: days.describe('Length of one period'),
      none: z
        .enum(['too-short', 'undated'])
        .describe('Why there is no period before: known for too short, or a summary does not say when they bought'),
    }),
    z.strictObject({
      days: days.describe('Length of one period'),
      change: z.number().describe('So many times as much, in hundredths'),
      until: time.describe('The end of the later period'),
      orders: pair.describe('Orders'),
      revenue: ofMoney.describe('Minor units'),
      signs: pair.describe('Signs of life that are no purchase'),
    }),
  ])
  .meta({ id: 'TrajectoryRead', description: 'One period against the one before it, in numbers' });
