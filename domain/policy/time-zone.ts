import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../time.ts';

/** More than there are zones; only odd spellings of the same names can fill it. */
const KEPT = 1_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it, and the same zone always makes the same one. */
function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  if (clocks.size >= KEPT) clocks.clear();
  clocks.set(timezone, clock);
  return clock;
}

/** Whether the name is an IANA time zone that this machine knows, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * What the clock on the wall shows, in milliseconds since its 00:00.
 * @throws RangeError where the zone is unknown
 */
export function timeOfDay(at: Instant, timezone: string): number {
  const [hours, minutes, seconds] = clockOf(timezone).format(at).split(':').map(Number);
  return (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND + modulo(at, SECOND);
}

/** How far the clock on the wall is ahead of UTC, from 0 to a day: it changes exactly where the clock is moved. */
export function clockOffset(at: Instant, timezone: string): number {
  return modulo(timeOfDay(at, timezone) - at, DAY);
}

/** The first instant after `from` with another offset, where `to` is known to have one. */
export function clockChange(from: Instant, to: Instant, timezone: string): Instant {
  const before = clockOffset(from, timezone);
  let [same, changed] = [from, to];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (clockOffset(middle, timezone) === before) same = middle;
    else changed = middle;
  }
  return changed;
}

export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
