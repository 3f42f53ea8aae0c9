import { atWallTime, clockChange, dayOf, modulo, startOfDay, timeOfDay } from './time-zone.ts';
import { DAY, HOUR, MINUTE, type Instant } from './time.ts';

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

/** A time of the day on some days of the week. */
export interface LocalTime {
  /** Milliseconds since 00:00. */
  readonly time: number;
  /** Left out: on any. */
  readonly weekdays?: readonly Weekday[] | undefined;
}

/** `HH:MM` as milliseconds since 00:00. */
export function timeNamed(text: string): number {
  return Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE;
}

/** A week, a day that may be over already, and one that a zone leaves out. */
const MOST_DAYS = WEEKDAYS.length + 2;

/**
 * The first instant after `now` at which clocks in the zone show the time on one of the days; infinite where none is
 * named. A time that comes twice is meant the first time, one that is skipped is moved on by the gap, and a day that a
 * zone leaves out has none.
 * @throws RangeError where the zone is unknown
 */
export function nextLocalTime(now: Instant, wanted: LocalTime, timezone: string): Instant {
  const today = dayOf(now, timezone);
  for (let day = today; day <= today + MOST_DAYS; day += 1) {
    const at = atWallTime(day, wanted.time, timezone);
    if (at > now && isOn(day, wanted, timezone)) return at;
  }
  return Infinity;
}

/** Whether the instant is one of those that `nextLocalTime` gives. @throws RangeError where the zone is unknown */
export function isLocalTime(at: Instant, wanted: LocalTime, timezone: string): boolean {
  const day = dayOf(at, timezone);
  return atWallTime(day, wanted.time, timezone) === at && isOn(day, wanted, timezone);
}

function isOn(day: number, { weekdays }: LocalTime, timezone: string): boolean {
  const isLeftOut = startOfDay(day + 1, timezone) === startOfDay(day, timezone);
  return !isLeftOut && (weekdays?.includes(weekdayOf(day)) ?? true);
}
