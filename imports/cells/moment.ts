import { atWallTime } from '../../domain/time-zone.ts';
import { DAY, HOUR, isoTime, MINUTE, SECOND, utcDay, type Instant } from '../../domain/time.ts';

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
  const at = zone === undefined ? atWallTime(utcDay(wall), wall - utcDay(wall) * DAY, timezone) : wall - offsetOf(zone);
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
