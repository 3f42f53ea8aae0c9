import { atWallTime, dayOf } from './time-zone.ts';
import { DAY, MINUTE, type Instant } from './time.ts';

/** When something happens again and again, by the clock on the wall. Every list is what fits, in order. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
}

interface Field {
  readonly name: keyof Cron;
  readonly from: number;
  readonly to: number;
  /** What may be said instead of numbers; the first stands for `from`. */
  readonly words: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { name: 'minutes', from: 0, to: 59, words: [] },
  { name: 'hours', from: 0, to: 23, words: [] },
  { name: 'days', from: 1, to: 31, words: [] },
  { name: 'months', from: 1, to: 12, words: MONTHS },
  // 7 is Sunday too.
  { name: 'weekdays', from: 0, to: 7, words: WEEKDAYS },
];

/** Reads `0 9 * * mon`: minute, hour, day of the month, month, weekday. @returns what is wrong, where it is not that */
export function parseCron(text: string): Cron | { readonly fault: string } {
  const parts = text.trim().toLowerCase().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return { fault: 'a cron has five parts: minute, hour, day of the month, month and weekday, such as "0 9 * * mon"' };
  }
  const cron: Record<keyof Cron, readonly number[]> = { minutes: [], hours: [], days: [], months: [], weekdays: [] };
  for (const [place, field] of FIELDS.entries()) {
    const part = parts[place] ?? '';
    const values = valuesIn(part, field);
    if (values === null) {
      return {
        fault: `"${part}" names no ${field.name}: they are from ${field.from} to ${field.to}, such as 1,5 or 2-4 or */2`,
      };
    }
    cron[field.name] = values;
  }
  return { ...cron, weekdays: [...new Set(cron.weekdays.map((day) => day % 7))].toSorted((a, b) => a - b) };
}

function valuesIn(part: string, field: Field): readonly number[] | null {
  const found = new Set<number>();
  for (const item of part.split(',')) {
    const values = itemValues(item, field);
    if (values === null) return null;
    for (const value of values) found.add(value);
  }
  return [...found].toSorted((a, b) => a - b);
}

const ITEM = /^(\*|[0-9a-z]+)(?:-([0-9a-z]+))?(?:\/(\d{1,2}))?$/;

function itemValues(item: string, field: Field): readonly number[] | null {
  const [, first = '', last, every] = ITEM.exec(item) ?? [];
  const from = first === '*' ? field.from : valueOf(first, field);
  const open = first === '*' || every !== undefined ? field.to : from;
  const to = last === undefined ? open : valueOf(last, field);
  const step = every === undefined ? 1 : Number(every);
  if (from === null || to === null || from > to || step === 0 || (first === '*' && last !== undefined)) return null;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);
}

function valueOf(text: string, { from, to, words }: Field): number | null {
  const word = words.indexOf(text);
  if (word >= 0) return from + word;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= from && value <= to ? value : null;
}

/** Every 29 February that falls on one weekday comes within 40 years, and no other day is as rare. */
const LONGEST_GAP = 40 * 366;

/**
 * The first instant after `after` at which it is due; `null` where it never is. Of an hour that comes twice the first
 * counts, and a time that is skipped is moved on by the gap.
 * @throws RangeError where the zone is unknown
 */
export function nextDue(cron: Cron, after: Instant, zone: string): Instant | null {
  const first = dayOf(after, zone);
  for (let day = first; day <= first + LONGEST_GAP; day += 1) {
    if (!isDay(cron, day)) continue;
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const at = atWallTime(day, (hour * 60 + minute) * MINUTE, zone);
        if (at > after) return at;
      }
    }
  }
  return null;
}

/** The day of the month and the weekday must both fit. */
function isDay({ days, months, weekdays }: Cron, day: number): boolean {
  const date = new Date(day * DAY);
  return (
    weekdays.includes(date.getUTCDay()) && days.includes(date.getUTCDate()) && months.includes(date.getUTCMonth() + 1)
  );
}
