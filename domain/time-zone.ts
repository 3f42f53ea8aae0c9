import { Temporal } from 'temporal-polyfill';
import { DAY, isoTime, utcDay, type Instant } from './time.ts';

/** Where days are UTC days, no clock is ever moved. */
export const UTC = 'UTC';

const NAME = /^[A-Za-z][\w+\-/]*$/;
const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;
const EPOCH = new Temporal.PlainDate(1970, 1, 1);

/** Whether the name is an IANA time zone that this machine knows, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  const known = names.get(name);
  if (known !== undefined) return known;
  const isKnown = NAME.test(name) && hasClock(name);
  if (names.size >= MOST_NAMES) names.clear();
  names.set(name, isKnown);
  return isKnown;
}

/** More than there are zones; only odd spellings of the same names, and names of none, can fill it. */
const MOST_NAMES = 1_000;
const names = new Map<string, boolean>();

function hasClock(name: string): boolean {
  try {
    return Number.isFinite(inZone(0, name).epochMilliseconds);
  } catch {
    return false;
  }
}

/**
 * The number of the calendar day that people in `timezone` have at an instant; day 0 is 1970-01-01.
 * @throws RangeError where the zone is unknown
 */
export function dayOf(at: Instant, timezone: string): number {
  const day = utcDay(at);
  if (timezone === UTC) return day;
  if (at < startOfDay(day, timezone)) return day - 1;
  return at < startOfDay(day + 1, timezone) ? day : day + 1;
}

/**
 * The first instant of a calendar day: the first midnight where there are two, and where midnight is skipped the
 * first time that clocks show. A day that a zone leaves out begins and ends where the next one begins.
 * @throws RangeError where the zone is unknown
 */
export function startOfDay(day: number, timezone: string): Instant {
  if (timezone === UTC) return day * DAY;
  const starts = startsIn(timezone);
  const known = starts.get(day);
  if (known !== undefined) return known;
  const start = EPOCH.add({ days: day }).toZonedDateTime(timezone).epochMilliseconds;
  starts.set(day, start);
  kept += 1;
  return start;
}

/** Whether a text such as 2026-11-20 names a day that there is. */
export function isDay(text: string): boolean {
  return dayNamed(text) !== undefined;
}

/** The number of a calendar day written as 2026-11-20; `undefined` where it is none. */
export function dayNamed(text: string): number | undefined {
  if (!DAY_TEXT.test(text)) return undefined;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(midnight) && isoTime(midnight).startsWith(text) ? midnight / DAY : undefined;
}

/**
 * The instant at which clocks in `timezone` show a time of a day, milliseconds since 00:00: of a time that comes
 * twice the first, and one that is skipped is moved on by the gap.
 * @throws RangeError where the zone is unknown
 */
export function atWallTime(day: number, sinceMidnight: number, timezone: string): Instant {
  if (isPlainDay(day, timezone)) return startOfDay(day, timezone) + sinceMidnight;
  const time = new Temporal.PlainTime().add({ milliseconds: sinceMidnight });
  return EPOCH.add({ days: day }).toPlainDateTime(time).toZonedDateTime(timezone).epochMilliseconds;
}

/**
 * What the clock on the wall shows, in milliseconds since its 00:00.
 * @throws RangeError where the zone is unknown
 */
export function timeOfDay(at: Instant, timezone: string): number {
  const day = dayOf(at, timezone);
  if (isPlainDay(day, timezone)) return at - startOfDay(day, timezone);
  return new Temporal.PlainTime().until(inZone(at, timezone).toPlainTime()).total('milliseconds');
}

/** How far the clock on the wall is ahead of UTC, from 0 to a day: it changes exactly where the clock is moved. */
export function clockOffset(at: Instant, timezone: string): number {
  return modulo(timeOfDay(at, timezone) - at, DAY);
}

/** The first instant after `from` at which the clock is moved; `undefined` where that is not known to happen. */
export function clockChange(from: Instant, timezone: string): Instant | undefined {
  return inZone(from, timezone).getTimeZoneTransition('next')?.epochMilliseconds;
}

/** Such as 2027-05-14 09:12, as clocks in the zone show it. @throws RangeError where the zone is unknown */
export function wallClockText(at: Instant, timezone: string): string {
  return inZone(at, timezone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

/** Such as 2027-05-14, as calendars in the zone show it. @throws RangeError where the zone is unknown */
export function dayText(at: Instant, timezone: string): string {
  return isoTime(dayOf(at, timezone) * DAY).slice(0, 10);
}

export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function inZone(at: Instant, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
}

/** A day on which nobody moves the clock. */
function isPlainDay(day: number, timezone: string): boolean {
  return startOfDay(day + 1, timezone) - startOfDay(day, timezone) === DAY;
}

/** More days than a few busy workspaces ask for; asking anew costs some 20 µs, and a decision asks often. */
const MOST_KEPT = 100_000;
const startsByZone = new Map<string, Map<number, Instant>>();
let kept = 0;

function startsIn(timezone: string): Map<number, Instant> {
  if (kept >= MOST_KEPT) {
    startsByZone.clear();
    kept = 0;
  }
  const known = startsByZone.get(timezone);
  if (known) return known;
  const starts = new Map<number, Instant>();
  startsByZone.set(timezone, starts);
  return starts;
}
