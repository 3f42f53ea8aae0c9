import { DAY, type Instant } from '../time.ts';
import { dayOf } from '../time-zone.ts';
import type { Attributes } from './attributes.ts';
import { datedBy, shifted, shiftOf, type Occasion } from './occasion.ts';

/** An occasion that is to come, and its name: the date itself, or the year of an anniversary. */
export interface Ahead {
  readonly at: Instant;
  readonly key: string;
}

/** Years that an offset may reach over, and one for zones and leap days. */
const SPARE_YEARS = 1;
const DAYS_OF_YEAR = 365;

/**
 * The first time after an instant that a date of the customer comes, once or every year from that date on, by the clock of
 * a zone; `null` where there is none. Who is born on 29 February has the day before 1 March in other years.
 * @throws RangeError where the zone is unknown
 */
export function nextOccasion(
  known: Attributes,
  occasion: Occasion & { readonly every?: 'year' | undefined },
  after: Instant,
  timezone: string,
): Ahead | null {
  const dated = datedBy(known, occasion.attribute);
  if (dated === undefined) return null;
  const day = 'day' in dated ? dated.day : dayOf(dated.at, timezone);
  if (occasion.every !== 'year') {
    const at = shifted(dated, occasion, timezone);
    return at > after ? { at, key: new Date(day * DAY).toISOString().slice(0, 10) } : null;
  }
  const { days = 0, ms = 0 } = (occasion.offset === undefined ? undefined : shiftOf(occasion.offset)) ?? {};
  const reach = Math.ceil(Math.abs(days + ms / DAY) / DAYS_OF_YEAR) + SPARE_YEARS;
  const now = new Date(after).getUTCFullYear();
  for (let year = Math.max(now - reach, yearOf(day)); year <= now + reach + 1; year += 1) {
    const at = shifted({ day: anniversary(day, year) }, occasion, timezone);
    if (at > after) return { at, key: String(year) };
  }
  const first = shifted({ day: anniversary(day, yearOf(day)) }, occasion, timezone);
  return first > after ? { at: first, key: String(yearOf(day)) } : null;
}

function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** The day of the same date in another year. */
function anniversary(day: number, year: number): number {
  const date = new Date(day * DAY);
  const [month, of] = [date.getUTCMonth(), date.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(of, last)) / DAY;
}
