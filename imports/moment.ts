import { DAY, HOUR, isoTime, MINUTE, SECOND, utcDay, type Instant } from '../domain/time.ts';

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:\s?(Z|[+-]\d\d:?\d\d))?)?$/i;

/**
 * Reads `YYYY-MM-DD`, `YYYY-MM-DD HH:MM[:SS[.fff]]`, and ISO 8601 with a zone. Without a zone it is what the clock
 * showed in `timezone`: of an hour that came twice the first, and one that was skipped is moved on by the gap.
 * @returns `undefined` where the text is no such moment, does not exist, or lies before 1970
 */
export function parseMoment(text: string, timezone: string): Instant | undefined {
  const parts = MOMENT.exec(text);
  const wall = parts && wallTime(parts);
  if (parts === null || wall === null) return undefined;
  const zone = parts[8];
  const at = zone === undefined ? zonedInstant(wall, timezone) : wall - offsetOf(zone);
  return at >= 0 ? at : undefined;
}

/** An instant as most senders write it. */
export function plainTime(at: Instant): string {
  return isoTime(at).replace('.000Z', 'Z');
}

/** The wall clock's reading as if it were UTC; `null` where no such day or time exists. */
function wallTime(parts: RegExpExecArray): Instant | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return null;
  const millis = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  return midnight + hour * HOUR + minute * MINUTE + second * SECOND + millis;
}

function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(-2)) * MINUTE);
}

/** The instant at which clocks in `timezone` showed `wall`. */
function zonedInstant(wall: Instant, timezone: string): Instant {
  const steady = steadyOffset(utcDay(wall), timezone);
  if (steady !== null) return wall - steady;
  const before = wall - zoneOffset(wall - DAY, timezone);
  const after = wall - zoneOffset(wall + DAY, timezone);
  const shows = (at: Instant) => at + zoneOffset(at, timezone) === wall;
  return !shows(before) && shows(after) ? after : before;
}

/** More days than ten years have; a file in order of time hardly uses more than one at once. */
const KEPT = 4_000;
const steadyDays = new Map<string, number | null>();

/** The offset of a day on which, and around which, nobody moved the clock: asking for every row is slow. */
function steadyOffset(day: number, timezone: string): number | null {
  const key = `${timezone} ${day}`;
  const known = steadyDays.get(key);
  if (known !== undefined) return known;
  const [before, after] = [zoneOffset((day - 1) * DAY, timezone), zoneOffset((day + 2) * DAY, timezone)];
  const steady = before === after ? before : null;
  if (steadyDays.size >= KEPT) steadyDays.clear();
  steadyDays.set(key, steady);
  return steady;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in `timezone` are ahead of UTC at an instant, in milliseconds. */
function zoneOffset(at: Instant, timezone: string): number {
  let calendar = calendars.get(timezone);
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    if (calendars.size >= KEPT) calendars.clear();
    calendars.set(timezone, calendar);
  }
  const second = Math.floor(at / SECOND) * SECOND;
  const [month = 1, day = 1, year = 1970, ...time] = (calendar.format(second).match(/\d+/g) ?? []).map(Number);
  const [hour = 0, minute = 0, seconds = 0] = time;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}
