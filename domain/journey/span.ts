import { DAY, parseDuration } from '../time.ts';

/** Ten years: further ahead nobody plans, and calendars of the servers behind end at some point. */
export const LONGEST_SPAN = 3_660 * DAY;

/** Milliseconds of a duration that the schema has accepted; one that an earlier release accepted may be longer. */
export function spanOf(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined)
    throw new RangeError(`"${duration}" is no duration; the definition was not parsed by its schema`);
  return Math.min(ms, LONGEST_SPAN);
}
