import { z } from 'zod';
import { eventTypeName } from './event-type.schema.ts';
import { customerId, eventId, sourceId } from './ids.schema.ts';

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), 'text must be well-formed Unicode');
/** Minor units (cents, pence) of the workspace's currency; never a fraction. */
const money = z.int('an amount is a whole number of minor units, such as 4000 for 40.00').min(0).max(1_000_000_000_000);
/** May be left out; an amount in another currency than the workspace's is refused, never converted. */
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency is an ISO 4217 code, such as EUR')
  .optional();
const instant = z.iso.datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z' });
const data = z.record(z.string().max(64), z.json());
const RESERVED = new Set(['purchase', 'refund', 'summary', 'profile']);

const common = {
  customer: customerId,
  /** When it happened; left out, it happened now. */
  at: instant.optional(),
  /** Who sends it; ids are unique within one source. */
  source: sourceId.default('api' as z.infer<typeof sourceId>),
  data: data.optional(),
};

const item = z.strictObject({ sku: text(128), quantity: z.int().min(1).max(1_000_000), amount: money });

/** A purchase's own id names its order, so the same order can never count twice. */
const purchase = z.strictObject({
  ...common,
  id: eventId,
  type: z.literal('purchase'),
  amount: money,
  currency,
  items: z.array(item).max(200).optional(),
});

const refund = z.strictObject({
  ...common,
  id: eventId,
  type: z.literal('refund'),
  /** The id of the purchase that is refunded, in the same source. */
  order: eventId,
  amount: money,
  currency,
});

/** The minimal data set: totals up to `at`. What lies before it no longer counts by itself. */
const summary = z
  .strictObject({
    ...common,
    id: eventId,
    type: z.literal('summary'),
    /** Purchases, or whatever counts as an action, over the whole life. */
    actions: z.int('actions is a whole number').min(1, 'a summary states at least one action').max(1_000_000),
    lastActionAt: instant,
    monetary: money,
    currency,
  })
  .refine(({ at, lastActionAt }) => at === undefined || Date.parse(lastActionAt) <= Date.parse(at), {
    path: ['lastActionAt'],
    error: 'the last action cannot be later than the time the summary is of',
  });

/** `view`, `open`, `click`, `app.open`, or a name of the caller's own; see `eventTypeName`. */
const activity = z.strictObject({
  ...common,
  id: eventId,
  type: eventTypeName.refine(
    (type) => !RESERVED.has(type),
    'this event type is reserved; purchase, refund and summary are written in small letters and have fields of their own',
  ),
});

/** One event as a client app sends it. */
export const wireEvent = z.union([purchase, refund, summary, activity]);
export type WireEvent = z.infer<typeof wireEvent>;

/** Names the member first, so that a problem points at the field and not at the union. */
export function wireEventFor(type: unknown): typeof purchase | typeof refund | typeof summary | typeof activity {
  if (type === 'purchase') return purchase;
  if (type === 'refund') return refund;
  if (type === 'summary') return summary;
  return activity;
}
