import { instantOf, localOf } from '../../../format/local-time.ts';

const DAY_MS = 86_400_000;
const DAY_TEXT = 'yyyy-mm-dd'.length;

/** The days of a life that can be looked at, in the workspace's zone. */
export interface Life {
  /** Such as 2025-01-17. */
  readonly first: string;
  readonly today: string;
  /** How many days lie between the two. */
  readonly days: number;
}

/** @param from the first that is known of them @param now the workspace's time */
export function lifeOf(from: string, now: string, timezone: string): Life {
  const [first, today] = [localOf(from, timezone).slice(0, DAY_TEXT), localOf(now, timezone).slice(0, DAY_TEXT)];
  return { first, today, days: Math.max(0, daysBetween(first, today)) };
}

export function dayAt({ first }: Life, index: number): string {
  return new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, DAY_TEXT);
}

export function indexOf({ first, days }: Life, day: string): number {
  return Math.min(days, Math.max(0, daysBetween(first, day)));
}

/** The end of a day, as the instant that is asked for; `undefined`: that day is not over, or is none. */
export function instantOfDay(day: string, now: string, timezone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return undefined;
  const end = instantOf(`${day}T23:59:59.999`, timezone);
  return end < now ? end : undefined;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
