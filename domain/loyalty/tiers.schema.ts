import { z } from 'zod';
import { eventTypeName } from '../events/event-type.schema.ts';
import { tierId } from '../ids.schema.ts';
import { ofKind } from '../input/shape-sentences.ts';
import { PERIODS } from './calendar.ts';
import { multiplier } from './multiplier.schema.ts';

/** As far back as the days of a customer are kept. */
const LONGEST_WINDOW = 730;
/** Every step of a ladder is looked at with each decision. */
const MOST_LEVELS = 10;
/** So many instants of one type of event are kept of a customer; see `asksOf`. */
export const MOST_EVENTS = 100;

const metric = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('points').describe('Points that rules gave, less what refunds took; never the balance'),
    }),
    z.strictObject({ by: z.literal('spend').describe('Purchases less refunds, in minor units') }),
    z.strictObject({ by: z.literal('orders').describe('Orders that count for scores') }),
    z.strictObject({
      by: z.literal('events').describe(`How often something happened; up to ${MOST_EVENTS} times`),
      event: eventTypeName.describe('The type of the event'),
    }),
  ])
  .meta({ id: 'TierMetric', description: 'What decides who reaches a tier' });

const window = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('lifetime').describe('Everything ever') }),
    z.strictObject({
      by: z.literal('rolling').describe('So many days up to today'),
      days: z
        .int(ofKind('a whole number of days'))
        .min(1, 'at least 1 day: a window without length counts nothing')
        .max(LONGEST_WINDOW, `at most ${LONGEST_WINDOW} days`)
        .describe('Whole days up to today'),
    }),
    z.strictObject({
      by: z.literal('calendar').describe('A period of the calendar'),
      period: z.enum(PERIODS).describe('The one that today lies in'),
    }),
  ])
  .meta({ id: 'TierWindow', description: 'Over which time the metric is counted, in days of the workspace' });

const validity = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('forever').describe('Nobody who has reached a tier loses it by time') }),
    z.strictObject({
      by: z.literal('days').describe('So many days'),
      days: z
        .int(ofKind('a whole number of days'))
        .min(1, 'at least 1 day')
        .max(1_825, 'at most 1825 days')
        .describe('1 to 1825'),
    }),
    z.strictObject({
      by: z.literal('calendar').describe('To the end of a period of the calendar'),
      period: z.enum(PERIODS).describe('Which one'),
      later: z.int().min(0).max(1, '0 or 1').default(0).describe('0: to the end of this period; 1: of the next one'),
    }),
  ])
  .meta({ id: 'TierValidity', description: 'How long a tier is held before it is looked at again' });

const level = z
  .strictObject({
    id: tierId.describe('It stays for good: somebody may hold the tier'),
    name: z.string().min(1).max(60, 'at most 60 characters').describe('As customers read it'),
    min: z.int(ofKind('a whole number')).min(0, 'at least 0').describe('As much of the metric reaches it'),
    multiplier: multiplier.default(1).describe('How many times as many points its holders earn'),
  })
  .meta({ id: 'TierLevel', description: 'One tier' });

export const tierSet = z
  .strictObject({
    metric,
    window,
    validity,
    downgrade: z
      .enum(['none', 'one-step', 'requalify'])
      .default('requalify')
      .describe(
        'Where somebody lands who holds a tier no longer: nowhere else, one below, or where the metric puts them',
      ),
    graceDays: z
      .int(ofKind('a whole number of days'))
      .min(0, 'at least 0')
      .max(365, 'at most 365 days')
      .default(0)
      .describe('So long after its validity a tier is still held, and can be reached again'),
    warnDays: z
      .int(ofKind('a whole number of days'))
      .min(1, 'at least 1 day')
      .max(90, 'at most 90 days')
      .optional()
      .describe('So many days before a tier would be lost, that is told; see triggers'),
    onRefund: z
      .enum(['keep', 'recompute'])
      .default('keep')
      .describe('recompute: where a refund leaves too little for the tier, its grace begins at once'),
    levels: z
      .array(level)
      .min(1, 'at least one tier')
      .max(MOST_LEVELS, `at most ${MOST_LEVELS} tiers`)
      .describe('Lowest first'),
  })
  .meta({ id: 'TierSet', description: 'Tiers, lowest first, and what reaches and keeps them' });

export type TierSet = z.infer<typeof tierSet>;
export type TierLevel = TierSet['levels'][number];
