import { dayOf, startOfDay } from '../domain/time-zone.ts';
import { DAY, isoTime, type Instant } from '../domain/time.ts';

/** Calendar days as people in a time zone live them. */
export interface LocalDays {
  /** Where each day begins, and where the last one ends: one more than there are days. */
  readonly boundaries: readonly Instant[];
  /** `2026-03-29` */
  readonly names: readonly string[];
}

/** The day of `now` and those after it; days on which the clock is moved are an hour shorter or longer. */
export function localDays(now: Instant, count: number, timezone: string): LocalDays {
  const today = dayOf(now, timezone);
  const days = Array.from({ length: count + 1 }, (_, index) => today + index);
  return {
    boundaries: days.map((day) => startOfDay(day, timezone)),
    names: days.slice(0, -1).map((day) => isoTime(day * DAY).slice(0, 10)),
  };
}
