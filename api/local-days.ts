import { clockChange, clockOffset, timeOfDay } from '../domain/policy/time-zone.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';

/** Calendar days as people in a time zone live them. */
export interface LocalDays {
  /** Where each day begins, and where the last one ends: one more than there are days. */
  readonly boundaries: readonly Instant[];
  /** `2026-03-29` */
  readonly names: readonly string[];
}

/** The day of `now` and those after it; days on which the clock is moved are an hour shorter or longer. */
export function localDays(now: Instant, count: number, timezone: string): LocalDays {
  const noon = now - timeOfDay(now, timezone) + 12 * HOUR;
  const noons = Array.from({ length: count + 1 }, (_, index) => noon + index * DAY);
  const named = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' });
  return {
    boundaries: noons.map((at) => startOfDay(at, timezone)),
    names: noons.slice(0, -1).map((at) => named.format(at)),
  };
}

/** The day's first instant, for an instant around its noon. */
function startOfDay(noon: Instant, timezone: string): Instant {
  const start = noon - timeOfDay(noon, timezone);
  if (clockOffset(start, timezone) === clockOffset(noon, timezone)) return start;
  // The clock was moved between midnight and noon: count back from where it was.
  const change = clockChange(start, noon, timezone);
  const passed = timeOfDay(change - 1, timezone);
  return passed < 12 * HOUR ? change - 1 - passed : change;
}
