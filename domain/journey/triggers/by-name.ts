import { z } from 'zod';
import type { JourneyId } from '../../ids.schema.ts';
import type { Instant } from '../../time.ts';
import type { Asked } from '../facts.ts';
import type { Payload } from '../payload.ts';
import { entryFieldOf, isField } from '../conditions/fields.ts';
import { again, when } from './options.ts';

/** Somebody asks the customer into one journey by name. */
export interface EntryOccurrence {
  readonly kind: 'entry';
  readonly journey: JourneyId;
  readonly asked: Asked;
  readonly entry?: Payload;
  /** When they were asked. */
  readonly at: Instant;
}

/** What every way of being asked in has; nothing that happens lets anybody in besides. */
export const common = {
  when,
  again,
  per: z
    .string()
    .refine(
      (field) => entryFieldOf(field) !== undefined && isField(field),
      'name a value of what comes with the customer, such as "entry.order"',
    )
    .optional()
    .describe(
      'One enrolment for each value of this field, such as entry.order, several at once: at most 20 of a customer are inside a ' +
        'journey at the same time. "again" then counts for each value, of which the newest 50 that have left are remembered. ' +
        'Left out, nobody is inside twice at once',
    ),
};
