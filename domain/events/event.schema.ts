import { z } from 'zod';
import { attributeChanges } from '../attributes/attribute.schema.ts';
import { dataFault } from '../input/data-fault.ts';
import { eventTypeName } from './event-type.schema.ts';
import { customerId, eventId, sourceId } from '../ids.schema.ts';
import { ofKind } from '../input/shape-sentences.ts';

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), 'text must be well-formed Unicode');
const MOST_MONEY = 1_000_000_000_000;
/** Minor units (cents, pence) of the workspace's currency; never a fraction. */
const money = z
  .int(ofKind('an amount is a whole number of minor units, such as 4000 for 40.00'))
  .min(0, 'an amount is never negative; what is given back is an event of the type "refund" with a positive amount')
  .max(
    MOST_MONEY,
    'an amount is at most 1,000,000,000,000 minor units; check that it is in cents, or send it in parts',
  );
/** May be left out; an amount in another currency than the workspace's is refused, never converted. */
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency is an ISO 4217 code, such as EUR')
  .optional()
  .describe("ISO 4217, such as EUR: where it is sent, it must be the workspace's, for nothing is converted");
const instant = z.iso.datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z' });
/** Anything that JSON can say. Named by itself and not by `meta`, because it refers to itself. */
export const jsonValue = z.json();
z.globalRegistry.add(jsonValue, { id: 'Json', description: 'Any JSON value' });
/** What else is known of the event. Conditions see all of its text, numbers and booleans but those inside lists. */
const data = z
  .record(z.string(), jsonValue)
  .superRefine((value, context) => {
    const fault = dataFault(value);
    if (fault) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
  })
  .meta({
    id: 'EventData',
    description:
      'Anything else: texts, numbers, true or false, lists and objects; names have at most 64 characters. Conditions of journeys ' +
      'look at it as event.<name>, also inside objects (event.cart.total), never inside lists; templates of mails do not see it',
  });

const RESERVED = new Set(['purchase', 'refund', 'summary', 'profile', 'identify', 'webhook-reply']);

const common = {
  customer: customerId.describe('Whom it is about: your own pseudonym for them, never an e-mail address'),
  at: instant
    .meta({
      id: 'EventTime',
      description:
        'When it happened, in ISO 8601 with a zone; left out, now. At most 5 minutes ahead of the clock, except under a test clock. ' +
        'An event that arrives more than 24 hours after it happened counts, and ends what it ends (journeys by goal or exit, waits); ' +
        'it starts no journey',
    })
    .optional(),
  source: sourceId
    .default('api' as z.infer<typeof sourceId>)
    .describe('Who sends it, such as shop or app; ids are unique within one source'),
  data: data.optional(),
};
const id = eventId.describe(
  'Your own id of it. The same id again with the same content changes nothing, with another content is refused',
);

const item = z
  .strictObject({
    sku: text(128).describe('Which article, by its id in the catalogue'),
    quantity: z.int().min(1).max(1_000_000).describe('How many, 1 to 1,000,000'),
    amount: money.describe('Price of all of them together, minor units'),
  })
  .meta({ id: 'Item', description: 'A line of an order' });

export type ItemLine = z.infer<typeof item>;

/** A purchase's own id names its order, so the same order can never count twice. */
const purchase = z
  .strictObject({
    ...common,
    id: eventId.describe('The id of the order, such as order:1001: the same order never counts twice'),
    type: z.literal('purchase').describe('Somebody bought something'),
    amount: money.describe('What was paid, in minor units of the currency: 4000 for 40.00; at most 1,000,000,000,000'),
    currency,
    items: z
      .array(item)
      .max(200)
      .optional()
      .describe('What was bought; at most 200 lines. Recommendations are made of it'),
  })
  .meta({ id: 'Purchase', description: 'An order. It counts for recency, frequency and money' });

const refund = z
  .strictObject({
    ...common,
    id,
    type: z.literal('refund').describe('Money was given back'),
    order: eventId.describe('The id of the purchase that is refunded, from the same source; it may also come later'),
    amount: money.describe(
      'What was given back, in minor units, as a positive number; never more than the order is taken off',
    ),
    currency,
    items: z
      .array(item)
      .max(200)
      .optional()
      .describe(
        'What came back of the order, where not all of it did; at most 200 lines. Recommendations then leave it out',
      ),
  })
  .meta({
    id: 'Refund',
    description: 'Takes money off an order of the same customer; an order refunded in full no longer counts',
  });

/** The minimal data set: totals up to `at`. What lies before it no longer counts by itself. */
const summary = z
  .strictObject({
    ...common,
    id,
    type: z.literal('summary').describe("A customer's totals"),
    at: instant.optional().describe('The time that the totals are of; left out, now'),
    actions: z
      .int()
      .min(1, 'a summary states at least one action; send 1 or more')
      .max(1_000_000)
      .describe('Purchases, or whatever counts as an action, over the whole life: 1 to 1,000,000'),
    lastActionAt: instant.describe('When the last of them was; not later than at'),
    monetary: money.describe('What was spent over the whole life, minor units'),
    currency,
  })
  .refine(({ at, lastActionAt }) => at === undefined || Date.parse(lastActionAt) <= Date.parse(at), {
    path: ['lastActionAt'],
    error: 'the last action cannot be later than the time the summary is of',
  })
  .meta({
    id: 'Summary',
    description:
      'Totals, where no history is known. What happened up to at no longer counts by itself, what happens later adds, and the later summary counts',
  });

/** Of each attribute the newest statement holds, whatever comes first. */
const identify = z
  .strictObject({
    ...common,
    id,
    type: z.literal('identify').describe('Something is known of the customer'),
    attributes: attributeChanges.refine(
      (values) => Object.keys(values).length > 0,
      'this says nothing; name at least one attribute',
    ),
  })
  .meta({
    id: 'Identify',
    description:
      'Says what is known of a customer. What it does not name stays as it is, and of each attribute the statement with the newest at holds, ' +
      'in whatever order they arrive. It is no sign of life',
  });

/** `view`, `open`, `click`, `app.open`, or a name of the caller's own. */
const activity = z
  .strictObject({
    ...common,
    id,
    type: eventTypeName
      .refine(
        (type) => !RESERVED.has(type),
        'this event type is reserved; purchase, refund, summary and identify are written in small letters and have fields of their own',
      )
      .describe(
        'view, open, click, app.open, or a name of your own: letters, digits, dots, hyphens, underscores. Capitals become small letters, and spaces underscores',
      ),
  })
  .meta({
    id: 'Activity',
    description:
      'Anything else that somebody did. It is a sign of life; it counts as an action only where the scoring model names its type',
  });

/** One event as a client app sends it. */
export const wireEvent = z
  .union([purchase, refund, summary, identify, activity])
  .meta({ id: 'Event', description: 'Something that a customer did; its type says which fields it has' });
export type WireEvent = z.infer<typeof wireEvent>;

/** Names the member first, so that a problem points at the field and not at the union. */
export function wireEventFor(
  type: unknown,
): typeof purchase | typeof refund | typeof summary | typeof identify | typeof activity {
  if (type === 'purchase') return purchase;
  if (type === 'refund') return refund;
  if (type === 'summary') return summary;
  if (type === 'identify') return identify;
  return activity;
}
