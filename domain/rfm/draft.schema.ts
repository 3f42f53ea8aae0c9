import { z } from 'zod';
import { eventTypeName } from '../event-type.schema.ts';
import { segmentId } from '../ids.schema.ts';
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
const whole = (what: string, most: number) => z.int(what).min(0, what).max(most);
const bins = z.int('a whole number of scores').min(3, 'at least 3 scores').max(9, 'at most 9 scores');
/** Added to each quantile: a quirk of one package, see its presets. */
const plus = (most: number) => z.number().min(0).max(most).exactOptional();

const recencyEdge = z.enum(['at-most', 'below']).exactOptional();
const recency = z.union([
  z.strictObject({
    fixed: ascending(whole('a recency cut-off is a whole number of days, 0 or more', 3_650)),
    edge: recencyEdge,
  }),
  z.strictObject({ quantiles: bins, plus: plus(3_650), edge: recencyEdge }),
]);

const risingEdge = z.enum(['reached', 'above']).exactOptional();
const rising = (what: string, most: number) =>
  z.union([
    z.strictObject({ fixed: ascending(whole(what, most)), edge: risingEdge }),
    z.strictObject({ quantiles: bins, plus: plus(most), edge: risingEdge }),
  ]);
const frequency = rising('a frequency cut-off is a whole number, 0 or more', 1_000_000);
const monetary = rising('a money cut-off is a whole number of minor units, such as 4000 for 40.00', MOST_MONEY);

const eventType = eventTypeName.refine(
  (type) => !['refund', 'summary', 'profile'].includes(type),
  'refunds, summaries and profiles are no actions of a customer',
);
const eventTypes = z
  .array(eventType)
  .max(50)
  .refine((types) => new Set(types).size === types.length, 'an event type is named twice');

const segment = z.strictObject({
  id: segmentId,
  name: line(60),
  color: z.string().regex(/^#[0-9a-f]{6}$/i, 'a color is such as "#1a7f4b"'),
});
const score = z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9], 'a score is a whole number from 1 to 9');
const range = z.tuple([score, score], 'a range is two scores, such as [3, 5]').exactOptional();

/** As many cells as there are scores: 9 × 9 × 9 at most, which coverage checks. */
const cells = z.strictObject({
  by: z.literal('cells'),
  measures: z.enum(['rf', 'rfm']),
  cells: z.record(z.string().regex(/^[1-9]{2,3}$/, 'a cell is its scores, such as "54" or "543"'), segmentId),
});
const firstMatch = z.strictObject({
  by: z.literal('first-match'),
  rules: z
    .array(z.strictObject({ segment: segmentId, r: range, f: range, m: range }))
    .min(1)
    .max(50),
  otherwise: segmentId,
});

const trajectory = z.strictObject({
  days: z.int().min(7).max(182).multipleOf(7, 'a period is whole weeks: a multiple of 7 days'),
  growAbove: z.number().gt(1, 'growing is a factor above 1, such as 1.5').max(100),
  declineBelow: z.number().gt(0).lt(1, 'declining is a factor below 1, such as 0.67'),
  hysteresis: z.number().min(0).max(1),
  engagementWeight: z.number().min(0).max(100),
});

const recompute = z.string().refine((text) => {
  const every = parseDuration(text);
  return every !== undefined && every >= HOUR && every <= 366 * DAY;
}, 'a duration from "1h" to "366d", such as "30d"');

/** A scoring model as a marketer writes it; publishing compiles it into a version. */
export const scoringDraft = z.strictObject({
  name: line(120),
  windowDays: z.int().min(30).max(730).nullable(),
  days: z.enum(['elapsed', 'calendar']),
  recencyOf: z.enum(['actions', 'engagement']),
  frequencyOf: z.enum(['orders', 'days']),
  counts: z.strictObject({
    actions: eventTypes.refine(
      (types) => types.includes('purchase'),
      'purchase is always an action; add it to the list',
    ),
    engagement: z.union([z.literal('any'), eventTypes]),
  }),
  recency,
  frequency,
  /** `null`: money has no score. */
  monetary: monetary.nullable(),
  segments: z.strictObject({
    segments: z.array(segment).min(1).max(30),
    membership: z.discriminatedUnion('by', [cells, firstMatch], 'membership is "by" either "cells" or "first-match"'),
  }),
  trajectory: trajectory.default(DEFAULT_TRAJECTORY),
  /** How often quantile cut-offs are computed anew; `null`: only when somebody asks for it. */
  recompute: recompute.nullable().default(null),
});
export type ScoringDraft = Frozen<z.infer<typeof scoringDraft>>;

type Frozen<T> = T extends string | number | boolean | null ? T : { readonly [K in keyof T]: Frozen<T[K]> };

/** The short form: a preset, perhaps with the workspace's own amounts. */
export const presetChoice = z.strictObject({
  preset: z.string().max(60),
  name: line(120).exactOptional(),
  monetary: monetary.nullable().exactOptional(),
});

/** What may be sent: a whole draft, or a preset by its id. */
export const scoringInput = z.union([scoringDraft, presetChoice]);
