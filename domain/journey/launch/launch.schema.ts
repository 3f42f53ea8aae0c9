import { z } from 'zod';
import { audienceId, journeyId, knownCustomerId, segmentId } from '../../ids.schema.ts';
import { condition } from '../conditions/condition.schema.ts';
import { duration } from '../definition/duration.schema.ts';
import { payload } from '../payload.schema.ts';

const MOST_NAMED = 10_000;

const score = z.int().min(1).max(9);
const range = z
  .tuple([score, score])
  .refine(([from, to]) => from <= to, 'a range rises, such as [4, 5]')
  .optional();
const segments = z.array(segmentId).min(1).max(30);
const customers = z.array(knownCustomerId).min(1).max(MOST_NAMED);

const WAYS = ['segment', 'audience', 'moved', 'cell', 'customers', 'everybody'] as const;

/** Whom a launch brings. */
export const launchTarget = z
  .strictObject({
    segment: segmentId.optional().describe('Everybody in this segment'),
    audience: audienceId.optional().describe('Everybody in this audience'),
    moved: z
      .strictObject({
        from: segments.optional().describe('Out of one of these; left out, out of any or none'),
        to: segments.describe('Into one of these'),
        within: duration.describe('How long ago at most, such as 30d'),
      })
      .optional()
      .describe('Who made this move and is still where it led to'),
    cell: z
      .strictObject({
        r: range.describe('Recency from and to, such as [4, 5]'),
        f: range.describe('Frequency from and to'),
        m: range.describe('Money from and to'),
      })
      .refine(({ r, f, m }) => r ?? f ?? m, 'name at least one of r, f and m')
      .optional()
      .describe('Everybody with these scores'),
    customers: customers.optional().describe(`These, 1 to ${MOST_NAMED}; who is not known is left out, and counted`),
    everybody: z.literal(true).optional().describe('Everybody there is'),
  })
  .refine((to) => WAYS.filter((way) => to[way] !== undefined).length === 1, `name exactly one of ${WAYS.join(', ')}`)
  .meta({ id: 'LaunchTarget', description: 'Whom a launch brings: exactly one of these' });
export type LaunchTarget = z.infer<typeof launchTarget>;

/** Who stays out. */
const except = z
  .strictObject({
    segments: segments.optional().describe('Who is in one of these segments'),
    audiences: z.array(audienceId).min(1).max(30).optional().describe('Who is in one of these audiences'),
    inside: z.array(journeyId).min(1).max(50).optional().describe('Who is inside one of these journeys'),
    customers: customers.optional().describe('These'),
  })
  .meta({ id: 'LaunchExcept', description: 'Who stays out, although the launch would bring them' });

/** How fast a launch asks people in, where it does not say. */
const USUAL_PACE = 100;
const MOST_PACE = 1_000;

/** What a launch is besides whom it brings. */
export const launchHow = {
  journey: journeyId.describe('A journey that is live, whatever its enter says'),
  when: condition
    .optional()
    .describe('Only of whom this holds, when their turn comes; what they did is looked up where nothing else asks it'),
  except: except.optional().describe('Who stays out'),
  entry: payload.optional().describe('What comes with each of them'),
  perSecond: z
    .int()
    .min(1)
    .max(MOST_PACE)
    .default(USUAL_PACE)
    .describe(`How many are asked in a second at most, 1 to ${MOST_PACE}; one machine may be slower`),
  dryRun: z.boolean().default(false).describe('Only count what would become of everybody; nobody is asked in'),
};

export const launchWanted = z.strictObject({ ...launchHow, to: launchTarget });
/** All that a launch does follows from this. */
export type LaunchWanted = z.infer<typeof launchWanted>;
