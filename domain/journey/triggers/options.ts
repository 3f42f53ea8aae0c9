import { z } from 'zod';
import { condition } from '../conditions/condition.schema.ts';
import { DAY, HOUR, LONGEST_SPAN, parseDuration } from '../../time.ts';
import { duration } from '../definition/duration.schema.ts';

/** Coming back after having left: never, always, or no sooner than this long after. */
export const again = z
  .string()
  .refine(
    (text) => text === 'never' || text === 'always' || (parseDuration(text) ?? Infinity) <= LONGEST_SPAN,
    'send "never", "always", or how long after leaving, such as "7d"',
  )
  .default('always')
  .describe(
    'Whether somebody who has left may enter again: never, always, or no sooner than this long after leaving, such as "7d". ' +
      'Nobody is inside the same journey twice at once, unless it has "per"',
  );

/** Shorter than an hour nobody can answer a message; longer than 90 days hardly anything comes of one. */
const SHORTEST_WINDOW = HOUR;
const LONGEST_WINDOW = 90 * DAY;

/** How long after their assignment customers are watched for a conversion. */
export const within = duration
  .refine((text) => {
    const span = parseDuration(text) ?? 0;
    return span >= SHORTEST_WINDOW && span <= LONGEST_WINDOW;
  }, 'a window is from 1h up to 90d')
  .describe(
    'How long somebody is watched from entering on: the goal counts as a conversion, and purchases as revenue, where they happened ' +
      'within this time. Left out, 14 days; from 1h up to 90d. The goal takes the customer out whenever it is reached',
  );

const orderCap = z
  .int('a cap is a whole number of minor units, such as 50000 for 500.00')
  .min(1, 'more than 0; to count orders in full, leave the cap out')
  .describe(
    'Minor units up to which each order counts where arms are compared by what they spent, so that a few large ones decide nothing. ' +
      'Declared with the version, before anybody is assigned. Left out, orders count in full',
  );

/** What a goal says besides what reaches it. */
export const measured = { within: within.optional(), orderCap: orderCap.optional() };

export const when = condition.optional().describe('Only where this holds, of the customer at that instant');

/** What may end a wait: what happened since entering the journey, also before the step was reached, or since reaching it. */
export const since = z
  .enum(['entering', 'step'])
  .default('entering')
  .describe(
    'What counts. entering: what happened since the customer entered the journey, also before the step was reached, and whenever ' +
      'it was learned; a branch behind a wait that was over already sees no event. step: only what happened since the step was reached',
  );
