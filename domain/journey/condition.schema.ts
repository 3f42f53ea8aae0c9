import { z } from 'zod';

/** What a condition may look at. `event.<name>` is a top-level scalar of the triggering event, spaces in its name included. */
const field = z
  .string()
  .regex(
    /^(segment|score\.[rfm]|silence|trajectory|totals\.(orders|revenue)|days-since-last|event\.[A-Za-z0-9_.-](?:[A-Za-z0-9_. -]{0,62}[A-Za-z0-9_.-])?)$/,
    'a field is segment, score.r, score.f, score.m, silence, trajectory, totals.orders, totals.revenue, days-since-last or event.<name>',
  );
const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);

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
