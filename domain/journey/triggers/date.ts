import { z } from 'zod';
import { attributeName } from '../../attributes/attribute.schema.ts';
import { nextOccasion, type Ahead } from '../../attributes/anniversary.ts';
import { timeNamed } from '../../local-time.ts';
import type { JourneyId } from '../../ids.schema.ts';
import type { Instant } from '../../time.ts';
import { offset, timeOfDay } from '../definition/when.schema.ts';
import { zoneOfCustomer, type JourneyContext } from '../walk/context.ts';
import { when } from './options.ts';

/** A date of the customer has come, of which one journey lets in. */
export interface DateOccurrence {
  readonly kind: 'date';
  readonly journey: JourneyId;
  /** The date, or the year of the anniversary: whoever entered for it does not enter for it again. */
  readonly key: string;
}

const schema = z
  .strictObject({
    on: z.literal('date').describe('A date of the customer comes, such as a renewal or a birthday'),
    attribute: attributeName,
    every: z
      .literal('year')
      .optional()
      .describe(
        'In every year from the date on; 29 February is 28 February in the other years. Left out, once for each date that is stated',
      ),
    offset: offset.optional().describe('How far before or after the date, such as -3d; left out, on it'),
    time: timeOfDay.default('10:00').describe('At which time of that day, HH:MM'),
    when,
  })
  .meta({
    id: 'EnterByDate',
    description:
      'A date that an attribute states, by the clock of the customer. Each date, or year, lets somebody in once, also where their time zone or the ' +
      'attribute changes afterwards. A date that is learned when it has passed lets nobody in',
  });

export type EnterByDate = z.infer<typeof schema>;

/** When the date of a journey comes next for the customer, after an instant; `null` where never. */
export function dateAhead(
  { attribute, every, offset: moved, time }: EnterByDate,
  context: Pick<JourneyContext, 'state' | 'timezone'>,
  after: Instant,
): Ahead | null {
  const occasion = { attribute, every, offset: moved, time: timeNamed(time) };
  return nextOccasion(context.state, occasion, after, zoneOfCustomer(context));
}

export const date = { enter: schema };
