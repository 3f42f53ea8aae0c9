import { z } from 'zod';
import { shiftOf } from '../../attributes/occasion.ts';
import { LONGEST_SPAN, DAY } from '../../time.ts';

/** A time of the day by somebody's own clock. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM, such as 10:00')
  .meta({ id: 'TimeOfDay', description: "HH:MM by the customer's own clock, or else the workspace's" });

/** How far something lies before or after a date. */
export const offset = z
  .string()
  .refine(
    (text) => shiftOf(text) !== undefined,
    `an offset is such as -3d, +2w, -90m or 12h, and at most ${LONGEST_SPAN / DAY} days`,
  )
  .meta({
    id: 'Offset',
    description:
      'Such as -3d for three days before, 2w or +12h. Days and weeks are those of the calendar, so that the time of the day stays; at most 3,660 days',
  });
