import { z } from 'zod';
import { eventTypeName } from '../events/event-type.schema.ts';
import { segmentId } from '../ids.schema.ts';
import { ofKind } from '../input/shape-sentences.ts';
import { DAY, HOUR, parseDuration } from '../time.ts';
import { DEFAULT_TRAJECTORY } from './trajectory.ts';

const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed(), 'text must be well-formed Unicode');
const MOST_MONEY = 1_000_000_000_000;

/** Between the bins: one cut-off less than there are scores. */
const ascending = (one: z.ZodType<number>) =>
  z
    .array(one)
    .min(2, 'at least 2 cut-offs, for 3 scores')
    .max(8, 'at most 8 cut-offs, for 9 scores')
    .superRefine((cuts, context) => {
      const place = cuts.findIndex((cut, index) => index > 0 && cut <= (cuts[index - 1] ?? -1));
      if (place < 0) return;
      const message = `cut-offs ascend: ${cuts[place]} must be more than ${cuts[place - 1]} before it`;
      context.addIssue({ code: 'custom', path: [place], message });
    });
const whole = (what: string, most: number) => z.int(ofKind(what)).min(0).max(most);
const bins = z
  .int(ofKind('a whole number of scores, such as 5'))
  .min(3, 'at least 3 scores')
  .max(9, 'at most 9 scores')
  .meta({
    id: 'Bins',
    description: 'How many scores, 3 to 9: the cut-offs are quantiles (type 7) of your own base when it is published',
  });
/** Added to each quantile: a quirk of one package, see its presets. */
const plus = (most: number) =>
  z
    .number()
    .min(0)
    .max(most)
    .exactOptional()
    .describe('Added to each quantile; only there to do as one R package does');

const recencyEdge = z
  .enum(['at-most', 'below'])
  .exactOptional()
  .describe('Whether that many days still meet a cut-off (at-most, the usual), or only fewer do (below)');
const recency = z.union([
  z.strictObject({
    fixed: ascending(whole('a recency cut-off is a whole number of days, 0 or more', 3_650)).describe(
      'Days since the last purchase, ascending: [40, 90, 180, 365] gives 5 up to 40 days, and 1 beyond 365',
    ),
    edge: recencyEdge,
  }),
  z.strictObject({ quantiles: bins, plus: plus(3_650), edge: recencyEdge }),
]);

const risingEdge = z
  .enum(['reached', 'above'])
  .meta({
    id: 'RisingEdge',
    description: 'Whether a cut-off is met by that many (reached, the usual), or only by more (above)',
  })
  .exactOptional();
const rising = (what: string, most: number, example: string) =>
  z.union([
    z.strictObject({ fixed: ascending(whole(what, most)).describe(example), edge: risingEdge }),
    z.strictObject({ quantiles: bins, plus: plus(most), edge: risingEdge }),
  ]);
const frequency = rising(
  'a frequency cut-off is a whole number, 0 or more',
  1_000_000,
  'Orders or days with orders, ascending: [2, 3, 4, 6] gives 2 for two orders, and 5 for six or more',
);
const monetary = rising(
  'a money cut-off is a whole number of minor units, such as 4000 for 40.00',
  MOST_MONEY,
  'Minor units, ascending: [5000, 10000, 25000, 60000] gives 2 from 50.00 on',
).meta({ id: 'MoneyCuts', description: 'Where the score of money rises' });

const eventType = eventTypeName.refine(
  (type) => !['refund', 'summary', 'profile', 'identify'].includes(type),
  'refunds, summaries, profiles and attributes are no actions of a customer',
);
const eventTypes = z
  .array(eventType)
  .max(50)
  .refine((types) => new Set(types).size === types.length, 'an event type is named twice');

const segment = z
  .strictObject({
    id: segmentId.describe('As journeys name it, such as at-risk'),
    name: line(60).describe('For people'),
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'a color is such as "#1a7f4b"')
      .describe('#rrggbb'),
  })
  .meta({ id: 'SegmentDraft', description: 'A group of customers' });
const score = z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9], 'a score is a whole number from 1 to 9');
const range = (of: string) =>
  z
    .tuple([score, score], 'a range is two scores, such as [3, 5]')
    .exactOptional()
    .describe(`From and to of the score of ${of}, both included; left out, any`);

/** As many cells as there are scores: 9 × 9 × 9 at most, which coverage checks. */
const cells = z
  .strictObject({
    by: z.literal('cells').describe('Each combination of scores is named'),
    measures: z.enum(['rf', 'rfm']).describe('Whether cells are of recency and frequency, or of money too'),
    cells: z
      .record(z.string().regex(/^[1-9]{2,3}$/, 'a cell is its scores, such as "54" or "543"'), segmentId)
      .describe('Segment by scores, such as {"54": "champions"}; every cell must be there'),
  })
  .meta({ id: 'MembershipByCells' });
const firstMatch = z
  .strictObject({
    by: z.literal('first-match').describe('Of a list of rules, the first that holds counts'),
    rules: z
      .array(
        z
          .strictObject({
            segment: segmentId.describe('Whoever this rule holds for is in this segment'),
            r: range('recency'),
            f: range('frequency'),
            m: range('money'),
          })
          .meta({ id: 'MembershipRule', description: 'Holds where all the ranges that it names hold' }),
      )
      .min(1)
      .max(50)
      .describe('In this order; 1 to 50'),
    otherwise: segmentId.describe('Where no rule holds'),
  })
  .meta({ id: 'MembershipByRules' });

const trajectory = z
  .strictObject({
    days: z
      .int()
      .min(7)
      .max(182)
      .multipleOf(7, 'a period is whole weeks: a multiple of 7 days')
      .describe('The last so many days are compared with as many before them: whole weeks, 7 to 182'),
    growAbove: z
      .number()
      .gt(1, 'growing is a factor above 1, such as 1.5')
      .max(100)
      .describe('growing: at least this many times as much as in the period before'),
    declineBelow: z
      .number()
      .gt(0)
      .lt(1, 'declining is a factor below 1, such as 0.67')
      .describe('declining: at most this share of the period before'),
    hysteresis: z
      .number()
      .min(0)
      .max(1)
      .describe('How much closer to 1 the change must come, as a share of the way, before a trend is over'),
    engagementWeight: z.number().min(0).max(100).describe('How much a sign of life weighs beside an order; 0: nothing'),
  })
  .meta({ id: 'TrajectoryRules', description: 'When somebody is growing or declining' });

const recompute = z.string().refine((text) => {
  const every = parseDuration(text);
  return every !== undefined && every >= HOUR && every <= 366 * DAY;
}, 'a duration from "1h" to "366d", such as "30d"');

/** A scoring model as a marketer writes it; publishing compiles it into a version. */
export const scoringDraft = z
  .strictObject({
    name: line(120).describe('For people'),
    windowDays: z
      .int()
      .min(30)
      .max(730)
      .nullable()
      .describe('How far back orders and revenue count, 30 to 730 days; null: the whole life'),
    days: z
      .enum(['elapsed', 'calendar'])
      .describe('Whether days are 24 hours since the last purchase, or days of the calendar'),
    recencyOf: z
      .enum(['actions', 'engagement'])
      .describe('Whether recency is of the last action, or of signs of life too'),
    frequencyOf: z.enum(['orders', 'days']).describe('Whether orders are counted, or days with orders'),
    counts: z
      .strictObject({
        actions: eventTypes
          .refine((types) => types.includes('purchase'), 'purchase is always an action; add it to the list')
          .describe('Types of events that count for scores and silence; purchase is always among them'),
        engagement: z
          .union([z.literal('any'), eventTypes])
          .describe('Types of events that are signs of life, or any: all that are no actions'),
      })
      .describe('What counts'),
    recency: recency.describe('Cut-offs of the score of recency'),
    frequency: frequency.describe('Cut-offs of the score of frequency'),
    monetary: monetary.nullable().describe('Cut-offs of the score of money; null: there is no such score'),
    segments: z
      .strictObject({
        segments: z.array(segment).min(1).max(30).describe('Best first; 1 to 30'),
        membership: z
          .discriminatedUnion('by', [cells, firstMatch], 'membership is "by" either "cells" or "first-match"')
          .describe('Which scores belong to which segment'),
      })
      .describe('The groups, and who is in them'),
    trajectory: trajectory.default(DEFAULT_TRAJECTORY),
    recompute: recompute
      .nullable()
      .default(null)
      .describe('How often quantile cut-offs are computed again, 1h to 366d; null: only when somebody asks for it'),
  })
  .meta({ id: 'ScoringDraft', description: 'A scoring model: what counts, cut-offs, and segments' });
export type ScoringDraft = Frozen<z.infer<typeof scoringDraft>>;

type Frozen<T> = T extends string | number | boolean | null ? T : { readonly [K in keyof T]: Frozen<T[K]> };

/** The short form: a preset, perhaps with the workspace's own amounts. */
export const presetChoice = z
  .strictObject({
    preset: z.string().max(60).describe('Its id, such as seven; GET /v1/scoring/presets lists them'),
    name: line(120).exactOptional().describe('For people; left out, the name of the preset'),
    monetary: monetary
      .nullable()
      .exactOptional()
      .describe('Cut-offs of the score of money in your own amounts; null: no such score'),
  })
  .meta({ id: 'PresetChoice', description: 'A scoring model that ships' });

/** What may be sent: a whole draft, or a preset by its id. */
export const scoringInput = z.union([scoringDraft, presetChoice]);
