import { dayOf, startOfDay } from '../../time-zone.ts';
import { DAY, type Instant } from '../../time.ts';
import { periodEnd, type Day } from '../calendar.ts';
import type { Quest } from './quest.schema.ts';

const WEEK = 7;
/** Day 0 is a Thursday. */
const THURSDAY = 3;

/** The week that a day lies in, counted from a fixed Monday. */
export function weekOf(day: Day): number {
  return Math.floor((day + THURSDAY) / WEEK);
}

/** The first instant after the time of a quest that begins at `startedAt`; `null`: there is no hurry. */
export function endsOf({ deadline }: Quest, startedAt: Instant, zone: string): Instant | null {
  if (deadline === null) return null;
  const today = dayOf(startedAt, zone);
  switch (deadline.by) {
    case 'days':
      return startOfDay(today + deadline.days + 1, zone);
    case 'calendar': {
      const last =
        deadline.period === 'week' ? (weekOf(today) + 1) * WEEK - THURSDAY - 1 : periodEnd(today, deadline.period);
      return startOfDay(last + 1, zone);
    }
    case 'window':
      return Date.parse(deadline.until);
  }
}

/** Whether a quest may begin at an instant, as far as its own time says. */
export function isInTime({ deadline }: Quest, startedAt: Instant): boolean {
  if (deadline?.by !== 'window') return true;
  return startedAt >= Date.parse(deadline.from) && startedAt < Date.parse(deadline.until);
}

/** When it is told that a quest ends soon; `null`: never. */
export function endingAt({ remindDays }: Quest, ends: Instant | null): Instant | null {
  return remindDays === undefined || ends === null ? null : ends - remindDays * DAY;
}
