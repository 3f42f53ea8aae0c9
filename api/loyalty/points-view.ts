import type { Day } from '../../domain/loyalty/calendar.ts';
import { DAY, isoTime } from '../../domain/time.ts';

/** Such as 2026-11-27. */
export function dayIso(day: Day): string;
export function dayIso(day: Day | null): string | null;
export function dayIso(day: Day | null): string | null {
  return day === null ? null : isoTime(day * DAY).slice(0, 10);
}
