import { z } from 'zod';
import { jsonValue } from '../domain/event.schema.ts';
import { customerId } from '../domain/ids.schema.ts';
import { isTimeZone } from '../domain/policy/time-zone.ts';

/** Fields that several contracts share. */

/** In replies: always UTC. */
export const time = z.iso.datetime().describe('ISO 8601, UTC');
/** In requests: with any zone. */
export const givenTime = z.iso
  .datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z' })
  .transform((text) => Date.parse(text));

export const money = z.int().describe("Minor units of the workspace's currency");

export const timezone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'a time zone is an IANA name, such as Europe/Berlin')
  .describe('IANA time zone');

/** In the address of calls about one of something. */
export const customerParam = customerId.describe('Of the customer, as your events name them');
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

/** How many rows a page has, and where it starts. */
export function pageFields(most: number, usual: number) {
  return {
    limit: z.coerce.number().int().min(1).max(most).default(usual).describe(`Rows per page, 1 to ${most}`),
    cursor: z.string().max(1_000).optional().describe('`next` of the page before'),
  };
}

export const nextCursor = z.string().nullable().describe('`cursor` of the next page; null on the last one');

export const fieldProblem = z
  .strictObject({
    code: z.string().describe('What kind of fault, such as missing, unknown-field or malformed; never changes'),
    path: z.string().describe('Such as steps[2].next; empty for the whole'),
    message: z.string().describe('What is wrong, and what to send instead'),
  })
  .meta({ id: 'FieldProblem', description: 'One fault, and where it is' });
