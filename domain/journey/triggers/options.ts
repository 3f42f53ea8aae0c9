import { z } from 'zod';
import { condition } from '../conditions/condition.schema.ts';
import { duration } from '../definition/duration.schema.ts';

/** Coming back after having left: never, always, or no sooner than this long after. */
export const again = z
  .union([z.literal('never'), z.literal('always'), duration], {
    error: 'send "never", "always", or how long after leaving, such as "7d"',
  })
  .default('always')
  .describe(
    'Whether somebody who has left may enter again: never, always, or no sooner than this long after leaving, such as "7d". ' +
      'Nobody is inside the same journey twice at once, unless it has "per"',
  );

export const when = condition.optional().describe('Only where this holds, of the customer at that instant');

/** What may end a wait: what happened since entering the journey, also before the step was reached, or since reaching it. */
export const since = z
  .enum(['entering', 'step'])
  .default('entering')
  .describe(
    'What counts. entering: what happened since the customer entered the journey, also before the step was reached, and whenever ' +
      'it was learned; a branch behind a wait that was over already sees no event. step: only what happened since the step was reached',
  );
