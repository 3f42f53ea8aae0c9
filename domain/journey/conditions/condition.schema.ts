import { z } from 'zod';
import { audienceId, type AudienceId } from '../../ids.schema.ts';
import { eventTypeName } from '../../events/event-type.schema.ts';
import { LONGEST_SPAN, parseDuration } from '../../time.ts';
import { FIELD_NAMES, FIELDS_TOLD, isField } from './fields.ts';

/** Longer text in an event's data is kept; no condition needs to spell it out. */
const MOST_TEXT = 1_000;
/** As many instants of what somebody did may be asked for. */
const MOST_TIMES = 100;

/** What a condition may look at. `event.<name>` is a value of the triggering event; see `eventFact`. */
const field = z
  .string()
  .refine(
    isField,
    `a field is ${FIELD_NAMES.join(', ')}, attribute.<name>, consent.<channel>, reachable.<channel>, badge.<id>, quest.<id>, quest.<id>.progress, quest.<id>.completed, event.<name>, entry.<name> or webhook.<name>`,
  )
  .meta({
    id: 'ConditionField',
    description:
      `Of the customer: ${FIELDS_TOLD}, consent.<channel> (granted, withdrawn or none; of email, sms, telegram, push or mobile, and consent.<channel>.service for service messages), reachable.<channel> (true with an address and consent), attribute.<name> (what was stated last; days and instants are text that keeps their order), ` +
      'badge.<id> (true where they have it), quest.<id> (not-started, running, completed or expired), quest.<id>.progress (percent, as its ' +
      'last event left it), quest.<id>.completed (how often). ' +
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
/** What the customer did so many times. */
export interface Did {
  readonly did: string;
  /** Of the event alone. */
  readonly when?: Condition | undefined;
  readonly times: number;
  /** A duration, or `entering`; left out: ever. */
  readonly within?: string | undefined;
}
/** Whoever is in an audience. */
export interface InAudience {
  readonly in: AudienceId;
}
export type Condition =
  | Comparison
  | Did
  | InAudience
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** A condition as it is written: what has a default may be left out. */
export type WrittenCondition =
  | z.input<typeof comparison>
  | z.input<typeof membership>
  | {
      readonly did: string;
      readonly when?: WrittenCondition | undefined;
      readonly times?: number | undefined;
      readonly within?: string | undefined;
    }
  | { readonly in: string }
  | { readonly all: readonly WrittenCondition[] }
  | { readonly any: readonly WrittenCondition[] }
  | { readonly not: WrittenCondition };

/** Where none of its forms can have been meant. */
const ofShape =
  'a condition is {"field": …, "op": …, "value": …}, {"did": …}, {"in": …}, {"all": […]}, {"any": […]} or {"not": …}';

export const did: z.ZodType<Did, Extract<WrittenCondition, { did: string }>> = z
  .lazy(() =>
    z.strictObject({
      did: eventTypeName.describe('The type of the event, such as purchase or basket.left'),
      when: condition
        .optional()
        .describe('Only such events for which this holds; it looks at event.<name> and nothing else'),
      times: z.int().min(1).max(MOST_TIMES).default(1).describe(`At least so many times; 1 to ${MOST_TIMES}`),
      within: z
        .string()
        .refine(
          (text) => text === 'entering' || (parseDuration(text) ?? Infinity) <= LONGEST_SPAN,
          'within is how long ago at most, such as "30d", or "entering"; left out, it is ever',
        )
        .optional()
        .describe(
          'How long ago at most, such as 30d; or entering: since the customer entered the journey. Left out, ever',
        ),
    }),
  )
  .meta({
    id: 'Did',
    description:
      'What the customer did, whenever it was learned: events that arrive late or by import count at their own time, and ' +
      'a refund does not undo that somebody bought. For what they did not do, put it into not',
  });

export const condition: z.ZodType<Condition, WrittenCondition> = z
  .lazy(() =>
    z.union(
      [
        comparison,
        membership,
        did,
        z.strictObject({ in: audienceId.describe('The id of an audience: holds for whoever is in it') }),
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
      'A comparison, what the customer did, an audience they are in, or others put together with all, any and not; the journey around it nests at most 16 levels deep in all',
  });
