import { z } from 'zod';
import { eventTypeName } from '../events/event-type.schema.ts';
import { ofKind } from '../input/shape-sentences.ts';
import { PERIODS } from './calendar.ts';

/** Points of one fact; sums of very many stay exact. */
export const MOST_POINTS = 1_000_000_000;
const wholePoints = z.int(ofKind('a whole number of points'));
export const points = wholePoints.min(1, 'at least 1 point').max(MOST_POINTS, `at most ${MOST_POINTS} points`);
const days = (most: number) =>
  z.int(ofKind('a whole number of days')).min(1, 'at least 1 day').max(most, `at most ${most} days`);

export const expiry = z
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

const waits = {
  days: days(365).describe('Active when the day is over on which so many days have passed'),
  until: eventTypeName.optional().describe('Such an event makes them active earlier, whatever it says'),
};

/** Of a reward: no order may have earned it. */
export const pending = z
  .strictObject(waits)
  .meta({ id: 'PointsPending', description: 'How long points wait before they can be spent' });

/** Of a rule. */
export const rulePending = z
  .strictObject({
    ...waits,
    match: z
      .literal('order')
      .optional()
      .describe(
        'Only such an event of the same order makes them active, which its data names as order, from the same source; left out, any one of the customer does',
      ),
  })
  .meta({ id: 'RulePending', description: 'How long points of a rule wait before they can be spent' });

export type Expiry = z.infer<typeof expiry>;
export type RulePending = z.infer<typeof rulePending>;
