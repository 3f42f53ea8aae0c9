import { DAY, HOUR, type Instant } from '../time.ts';

/** The register counts in GMT+3 all year. */
export const REGISTER_OFFSET = 3 * HOUR;

/** Public holidays of Türkiye with a fixed day (law 2429), `MM-DD`. */
const HOLIDAYS: ReadonlySet<string> = new Set(['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29']);

/** A consent has to be in the register by then: so many business days after it was given. */
export const UPLOAD_WITHIN = 3;

/**
 * The same time of day so many business days later. Saturdays, Sundays and public holidays with a fixed day are none.
 * Religious holidays move with the moon and half days differ, so both count as business days: the deadline may be
 * earlier than the law's, and is never later.
 */
export function businessDaysAfter(at: Instant, days: number): Instant {
  let then = at;
  for (let left = days; left > 0;) {
    then += DAY;
    if (isBusinessDay(then)) left -= 1;
  }
  return then;
}

function isBusinessDay(at: Instant): boolean {
  const local = new Date(at + REGISTER_OFFSET).toISOString();
  const weekday = new Date(at + REGISTER_OFFSET).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.has(local.slice(5, 10));
}
