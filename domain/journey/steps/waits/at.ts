import { z } from 'zod';
import { isLocalTime, nextLocalTime, timeNamed, WEEKDAYS, type LocalTime } from '../../../local-time.ts';
import { HOUR } from '../../../time.ts';
import { zoneOfCustomer } from '../../walk/context.ts';
import { timeOfDay } from '../../definition/when.schema.ts';
import type { EndKind } from './end.ts';

const schema = z
  .strictObject({
    time: timeOfDay,
    weekdays: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .max(WEEKDAYS.length)
      .refine((days) => new Set(days).size === days.length, 'a weekday is named twice')
      .optional()
      .describe('Only on these days of the week; left out, on any'),
  })
  .meta({
    id: 'WaitAt',
    description:
      'The next such time after the step is reached. Where clocks are moved, a time that is skipped comes later by the gap and one that comes ' +
      'twice is the first one. A customer whose time zone changes meanwhile waits for the next such time of the new one',
  });

type At = z.infer<typeof schema>;

function wanted({ time, weekdays }: At): LocalTime {
  return { time: timeNamed(time), weekdays };
}

/** A day by the clock may be shorter than 24 hours: whoever comes back waits at least this long. */
const SHORTEST_DAY = 22 * HOUR;

export const atTime: EndKind<At> = {
  schema,
  lasts: () => SHORTEST_DAY,
  end: (spec, { context }) => nextLocalTime(context.at, wanted(spec), zoneOfCustomer(context)),
  still(spec, until, context) {
    const zone = zoneOfCustomer(context);
    return isLocalTime(until, wanted(spec), zone) ? until : nextLocalTime(context.at, wanted(spec), zone);
  },
};
