import { z } from 'zod';
import type { Reach } from '../../domain/channels/reach.ts';
import { jsonValue } from '../../domain/events/event.schema.ts';
import { knownCustomerId } from '../../domain/ids.schema.ts';
import { dayNamed, isTimeZone } from '../../domain/time-zone.ts';

/** Fields that several contracts share. */

/** In replies: always UTC. */
export const time = z.iso.datetime().describe('ISO 8601, UTC');
/** In requests: with any zone. */
export const givenTime = z.iso
  .datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z' })
  .transform((text) => Date.parse(text));

/** Beside figures that are counted over all customers. */
export const uncounted = z.int().meta({
  id: 'Uncounted',
  description:
    'Customers who are not counted as they are now, or not yet at all; above 0 during an import or after an upgrade only',
});

/** In requests: a calendar day of the workspace, read as its number. */
export const givenDay = z.string().transform((text, context) => {
  const day = dayNamed(text);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: 'a day is written as 2026-11-20' });
  return z.NEVER;
});

export const money = z.int().describe("Minor units of the workspace's currency");

/** Of several customers in sum. */
export const valueAtStakeText =
  'What those who fall silent are expected to spend in the 90 days from then on, by the fitted model or else at their pace within the rolling window: the sum of their when.silence.next.valueAtStake, minor units';

export const timezone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'a time zone is an IANA name, such as Europe/Berlin')
  .describe('IANA time zone');

/** In the address of calls about one of something. */
export const customerParam = knownCustomerId.describe('Of the customer, as your events name them');
export const jobParams = z.strictObject({
  id: z.string().max(64).describe('Of the job, as the call that began it said'),
});

export const playbookVersion = z.int().describe('The version of all that is published in this workspace');

export const score = z
  .string()
  .describe(
    'Recency, frequency and money from 1 up to the number of bins, such as R5F4M3; M- while money has no score',
  );

/** What is given back as it came. */
export const anyJson: z.ZodType = jsonValue;

/** In a query. Minor units, or a count. */
export const amountInQuery = z
  .string()
  .regex(/^\d{1,15}$/, 'a whole number without a sign or a point, such as 4000')
  .transform(Number);

/** Several values of one field in a query. */
export function commaList<Item extends z.ZodType<unknown, string>>(item: Item, most: number, what: string) {
  return z
    .string()
    .max(2_000, 'the list is too long')
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(most, `at most ${most} ${what} can be asked for at once`));
}

/** How long a call waits for the job that it began. */
export const waitFor = z
  .string()
  .regex(/^\d+$/, 'seconds to wait are a whole number from 0 to 20')
  .transform(Number)
  .pipe(z.number().max(20))
  .default(10)
  .describe('Seconds to wait for the job, 0 to 20');

const reachedOn = (channel: string) => z.int().describe(`Those who may be sent marketing by ${channel}`);

export const reached = z
  .strictObject({
    any: z.int().describe('On at least one channel; nobody counts twice'),
    email: reachedOn('e-mail'),
    sms: reachedOn('SMS'),
    telegram: reachedOn('Telegram'),
    push: reachedOn('push to a browser'),
    mobile: reachedOn('push to a phone'),
  } satisfies Readonly<Record<keyof Reach, z.ZodInt>>)
  .meta({
    id: 'Reach',
    description:
      'How many may be sent marketing: an address is known that no provider refuses, and consent was granted. A sandbox sends to its own mailbox whoever it is',
  });

/** How many rows a page has, and where it starts. */
export function pageFields(most: number, usual: number) {
  return {
    limit: z.coerce.number().int().min(1).max(most).default(usual).describe(`Rows per page, 1 to ${most}`),
    cursor: z.string().max(1_000).optional().describe('`next` of the page before'),
  };
}

export const nextCursor = z
  .string()
  .nullable()
  .meta({ id: 'NextCursor', description: '`cursor` of the next page; null on the last one' });

export const fieldProblem = z
  .strictObject({
    code: z.string().describe('What kind of fault, such as missing, unknown-field or malformed; never changes'),
    path: z.string().describe('Such as steps[2].next; empty for the whole'),
    message: z.string().describe('What is wrong, and what to send instead'),
  })
  .meta({ id: 'FieldProblem', description: 'One fault, and where it is' });
