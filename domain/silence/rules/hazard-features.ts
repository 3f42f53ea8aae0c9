import { DAY } from '../../time.ts';
import type { Spell } from '../spell.ts';

const DAYS_A_WEEK = 7;
/** So many days after a sign of life it still counts. */
const SIGN_LASTS = 28;
/** Spend four times as high or as low as before says no more than that. */
const MOST_SPEND = Math.log(4);
const MONTHS = 12;

/** What is the same in all weeks of a silence. */
interface Customer {
  readonly day: number;
  readonly lnTimes: number;
  readonly lnOwnGap: number;
  readonly lnSpan: number;
  readonly spend: number;
}

/** How many numbers a week of a silence is described by. */
export const WIDTH = 11 + MONTHS;

/** @param meanGap of the base, days: what the customer's own is drawn towards, by one more gap of that length */
export function customerOf({ x, span, day, spend }: Spell, meanGap: number): Customer {
  return {
    day,
    lnTimes: Math.log1p(x),
    lnOwnGap: Math.log((span + meanGap) / (x + 1) + 2),
    lnSpan: Math.log1p(span),
    spend: Math.max(-MOST_SPEND, Math.min(MOST_SPEND, spend)),
  };
}

/**
 * Writes what a week of a silence is described by at a place of a list: how long it has lasted, how long it lasts by the
 * customer's own gaps and how well these are known, what they spend, signs of life, the month.
 * @param week counted from the last purchase
 * @param sign how long after the last purchase the latest sign of life came, days, as far as is known
 * @param hasMonths without it no month is told: a history that shows each of them once cannot tell seasons from chance
 */
export function writeWeek(
  { day, lnTimes, lnOwnGap, lnSpan, spend }: Customer,
  week: number,
  sign: number | null,
  hasMonths: boolean,
  into: Float64Array,
  at: number,
): void {
  const silence = (week + 0.5) * DAYS_A_WEEK;
  const lnSilence = Math.log(silence + DAYS_A_WEEK);
  // Days more or less count little where both are short.
  const late = Math.log(silence + 2) - lnOwnGap;
  const overdue = Math.max(late, 0);
  into[at] = 1;
  into[at + 1] = lnSilence;
  into[at + 2] = lnSilence * lnSilence;
  into[at + 3] = late;
  into[at + 4] = overdue;
  into[at + 5] = lnTimes;
  into[at + 6] = overdue * lnTimes;
  into[at + 7] = lnOwnGap;
  into[at + 8] = lnSpan;
  into[at + 9] = spend;
  into[at + 10] = sign !== null && sign <= silence && silence < sign + SIGN_LASTS ? 1 : 0;
  if (hasMonths) {
    into.fill(0, at + WIDTH - MONTHS, at + WIDTH);
    into[at + WIDTH - MONTHS + monthOf(day + silence)] = 1;
  }
}

/** 0 for January. */
function monthOf(day: number): number {
  return new Date(Math.floor(day) * DAY).getUTCMonth();
}
