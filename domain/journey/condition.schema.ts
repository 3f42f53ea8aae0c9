import { z } from 'zod';
import { LONGEST_FACT_NAME } from '../event-facts.ts';

/** Longer text in an event's data is kept; no condition needs to spell it out. */
const MOST_TEXT = 1_000;

const OF_CUSTOMER = /^(segment|score\.[rfm]|silence|trajectory|totals\.(orders|revenue)|days-since-last)$/;
/** The names that an event's data may have, joined by dots. */
const OF_EVENT = /^event\.[^\p{Cc}\p{Cs}]+$/u;

/** What a condition may look at. `event.<name>` is a value of the triggering event; see `eventFact`. */
const field = z
  .string()
  .refine(
    (name) => OF_CUSTOMER.test(name) || (OF_EVENT.test(name) && name.length <= 'event.'.length + LONGEST_FACT_NAME),
    'a field is segment, score.r, score.f, score.m, silence, trajectory, totals.orders, totals.revenue, days-since-last or event.<name>',
  )
  .describe(
    'segment, score.r, score.f, score.m, silence, trajectory, totals.orders, totals.revenue, days-since-last, or event.<name>: ' +
      "a text, number or boolean of the triggering event's data, also inside objects (event.cart.total), never inside lists; " +
      'event.amount of a purchase or refund is its amount',
  );
const scalar = z.union(
  [z.string().max(MOST_TEXT), z.number(), z.boolean()],
  `a value is a number, true, false, or text of at most ${MOST_TEXT} characters`,
);

const comparison = z.strictObject({
  field,
  op: z.enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte']),
  value: scalar,
});
const membership = z.strictObject({ field, op: z.enum(['in', 'not-in']), value: z.array(scalar).min(1).max(50) });

export type Comparison = z.infer<typeof comparison> | z.infer<typeof membership>;
export type Condition =
  | Comparison
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    comparison,
    membership,
    z.strictObject({ all: z.array(condition).min(1).max(20) }),
    z.strictObject({ any: z.array(condition).min(1).max(20) }),
    z.strictObject({ not: condition }),
  ]),
);
