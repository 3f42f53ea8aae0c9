import { z } from 'zod';
import { FIELD_NAMES, FIELDS_TOLD, isField } from './fields.ts';

/** Longer text in an event's data is kept; no condition needs to spell it out. */
const MOST_TEXT = 1_000;

/** What a condition may look at. `event.<name>` is a value of the triggering event; see `eventFact`. */
const field = z
  .string()
  .refine(
    isField,
    `a field is ${FIELD_NAMES.join(', ')}, attribute.<name>, event.<name>, entry.<name> or webhook.<name>`,
  )
  .meta({
    id: 'ConditionField',
    description:
      `Of the customer: ${FIELDS_TOLD}, attribute.<name> (what was stated last; days and instants are text that keeps their order). ` +
      'Of the event that is the trigger: event.amount of a purchase or refund, and event.<name> for a text, number or boolean of its ' +
      'data, also inside objects (event.cart.total), never inside lists. entry.<name>: what came with somebody who was asked in by name. ' +
      'Of the reply to a webhook, right behind its step: webhook.http-status, and webhook.<name> for a text, number or boolean at the top ' +
      'of its JSON body',
  });
const scalar = z.union(
  [z.string().max(MOST_TEXT), z.number(), z.boolean()],
  `a value is a number, true, false, or text of at most ${MOST_TEXT} characters`,
);

const comparison = z.strictObject({
  field,
  op: z
    .enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte'])
    .describe(
      'Equal, not equal, less, less or equal, greater, greater or equal. Where the customer has no such value, only ne holds',
    ),
  value: scalar.describe('Text, a number, or true or false. Nothing is converted: 5 is not "5"'),
});
const membership = z.strictObject({
  field,
  op: z
    .enum(['in', 'not-in'])
    .describe('One of the values, or none of them. Where the customer has no such value, only not-in holds'),
  value: z.array(scalar).min(1).max(50).describe('1 to 50 values'),
});

export type Comparison = z.infer<typeof comparison> | z.infer<typeof membership>;
export type Condition =
  | Comparison
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** Where none of its forms can have been meant. */
const ofShape = 'a condition is {"field": …, "op": …, "value": …}, {"all": […]}, {"any": […]} or {"not": …}';

export const condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union(
      [
        comparison,
        membership,
        z.strictObject({ all: z.array(condition).min(1).max(20).describe('Holds where each of these holds; 1 to 20') }),
        z.strictObject({ any: z.array(condition).min(1).max(20).describe('Holds where one of these holds; 1 to 20') }),
        z.strictObject({ not: condition }),
      ],
      { error: ofShape },
    ),
  )
  .meta({
    id: 'Condition',
    description:
      'A comparison, or others put together with all, any and not; the journey around it nests at most 16 levels deep in all',
  });
