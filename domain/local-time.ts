import { clockChange, dayOf, modulo, startOfDay, timeOfDay } from './time-zone.ts';
import { DAY, HOUR, type Instant } from './time.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Day 0 was a Thursday. */
const FIRST_DAY = 3;

/** The hour that clocks in the zone show, 0 to 23. @throws RangeError where the zone is unknown */
export function hourAt(at: Instant, timezone: string): number {
  return Math.floor(timeOfDay(at, timezone) / HOUR);
}

/** @throws RangeError where the zone is unknown */
export function weekdayAt(at: Instant, timezone: string): Weekday {
  return weekdayOf(dayOf(at, timezone));
}

function weekdayOf(day: number): Weekday {
  return WEEKDAYS[modulo(day + FIRST_DAY, WEEKDAYS.length)] ?? 'monday';
}

/**
 * The first instant after `at` at which the hour is one of those that are wanted; infinite where none is. In the middle
 * of an hour, too, where the clock is moved then.
 */
export function nextHourWhere(at: Instant, timezone: string, isWanted: (hour: number) => boolean): Instant {
  const hour = hourAt(at, timezone);
  if (!HOURS.some(isWanted)) return Infinity;
  const day = dayOf(at, timezone);
  let next = hourEnd(at, timezone);
  if (isPlain(day, timezone) && isPlain(day + 1, timezone)) {
    const ahead = HOURS.findIndex((_, more) => isWanted((hour + 1 + more) % HOURS.length));
    return next + ahead * HOUR;
  }
  while (!isWanted(hourAt(next, timezone)))
    next = Math.min(hourEnd(next, timezone), clockChange(next, timezone) ?? Infinity);
  return next;
}

const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

function hourEnd(at: Instant, timezone: string): Instant {
  return at + HOUR - (timeOfDay(at, timezone) % HOUR);
}

/** The first instant after `at` at which the day is one of those that are wanted; infinite where none is. */
export function nextWeekdayWhere(at: Instant, timezone: string, isWanted: (day: Weekday) => boolean): Instant {
  const today = dayOf(at, timezone);
  for (let day = today + 1; day <= today + WEEKDAYS.length; day += 1) {
    if (isWanted(weekdayOf(day))) return startOfDay(day, timezone);
  }
  return Infinity;
}

/** A day on which nobody moves the clock. */
function isPlain(day: number, timezone: string): boolean {
  return startOfDay(day + 1, timezone) - startOfDay(day, timezone) === DAY;
}
