import { DAY } from '../time.ts';

/** A calendar day of the workspace; day 0 is 1970-01-01. */
export type Day = number;

export const PERIODS = ['month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

const MONTHS: Readonly<Record<Period, number>> = { month: 1, quarter: 3, year: 12 };

/** The same day of the month, so many months later; where that month is shorter, its last day. */
export function monthsAfter(day: Day, months: number): Day {
  const [year, month, date] = civil(day);
  return Math.min(dayFrom(year, month + months, date), dayFrom(year, month + months + 1, 1) - 1);
}

/** The first day of the period that a day lies in. */
export function periodStart(day: Day, period: Period): Day {
  const [year, month] = civil(day);
  return dayFrom(year, month - (month % MONTHS[period]), 1);
}

/** The last day of a period: of the one that a day lies in, or so many later. */
export function periodEnd(day: Day, period: Period, later = 0): Day {
  return monthsAfter(periodStart(day, period), MONTHS[period] * (later + 1)) - 1;
}

function civil(day: Day): readonly [year: number, month: number, date: number] {
  const at = new Date(day * DAY);
  return [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
}

/** Months and dates may reach beyond their year and month. */
function dayFrom(year: number, month: number, date: number): Day {
  return Date.UTC(year, month, date) / DAY;
}
