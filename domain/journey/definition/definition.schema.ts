import { z } from 'zod';
import { journeyId, segmentId } from '../../ids.schema.ts';
import { journeyStep } from '../steps/index.ts';
import { line } from '../steps/options.ts';
import { enter, goal, trigger } from '../triggers/index.ts';
import { holdout } from './holdout.schema.ts';

export type { JourneyStep } from '../steps/index.ts';
export type { Enter, Trigger } from '../triggers/index.ts';

/** A journey as a marketer writes it. A step goes on to the one after it unless it says `next`. */
export const journeyDefinition = z.strictObject({
  id: journeyId.describe('The name in the address; it may be left out'),
  name: line(120).describe('For people'),
  enter: enter.describe('What lets a customer in'),
  exit: z
    .array(trigger)
    .max(10)
    .default([])
    .describe('Any of these takes the customer out at once, whatever step they are in; at most 10'),
  bound: z
    .array(segmentId)
    .min(1)
    .max(30)
    .optional()
    .describe(
      'Segments that the journey is bound to: only who is in one of them enters, and who moves out of them leaves at once, whatever step ' +
        'they are in. A journey that is entered by the same move takes them over',
    ),
  goal: goal.optional().describe('Takes the customer out at once, and counts as reached'),
  holdout: holdout
    .optional()
    .describe('Who is let in by nothing, so that what the journey does can be measured; needs a goal'),
  priority: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe(
      '0 to 100. Of several that want to send at the same time the higher goes first; policies say what becomes of the others',
    ),
  steps: z.array(journeyStep).min(1).max(100).describe('The first is where everybody begins; 1 to 100'),
});
export type JourneyDefinition = z.infer<typeof journeyDefinition>;
/** As it is written: what has a default may be left out. */
export type JourneyInput = z.input<typeof journeyDefinition>;
