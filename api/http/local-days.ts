import { DAY, isoTime } from '../../domain/time.ts';

/** What calendar days are called, such as `2026-03-29`: `count` of them, from the one with this number on. */
export function namesOfDays(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => isoTime((first + index) * DAY).slice(0, 10));
}
