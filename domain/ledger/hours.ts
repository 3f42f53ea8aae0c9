import { hourAt, nextHourWhere } from '../local-time.ts';
import type { Instant } from '../time.ts';

/** How many signs of life came in each hour of the day, by the clock of the scoring model. */
export type Hours = readonly number[];

const DAY_HOURS = 24;
export const NO_HOURS: Hours = Array.from({ length: DAY_HOURS }, () => 0);

/** Counts a sign of life. Commutative. */
export function withHour(hours: Hours, at: Instant, timezone: string): Hours {
  const hour = hourAt(at, timezone);
  return hours.with(hour, (hours[hour] ?? 0) + 1);
}

/**
 * What is expected of somebody of whom nothing is known, by their own clock, as signs of life: about eight, most of them
 * in the evening and few at night. So a handful of own ones counts for more.
 */
const EXPECTED: Hours = [
  0.1, 0.05, 0.05, 0.05, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5, 0.45, 0.4, 0.4, 0.45, 0.5, 0.55, 0.6, 0.55, 0.5,
  0.3, 0.2,
];

/** Whose hours, and by which clocks. */
export interface Acting {
  readonly hours: Hours | undefined;
  /** By which the hours were counted. */
  readonly counted: string;
  /** The customer's own. */
  readonly own: string;
}

/**
 * The instant within a span at which the hour begins in which this customer acts most, or `from` itself where that hour is
 * under way; of several, the first.
 * @throws RangeError where a zone is unknown
 */
export function bestHour({ hours = NO_HOURS, counted, own }: Acting, from: Instant, within: number): Instant {
  const worth = (at: Instant) => (hours[hourAt(at, counted)] ?? 0) + (EXPECTED[hourAt(at, own)] ?? 0);
  let [best, most] = [from, worth(from)];
  for (let at = nextHour(from, counted); at <= from + within; at = nextHour(at, counted)) {
    const here = worth(at);
    if (here > most) [best, most] = [at, here];
  }
  return best;
}

function nextHour(at: Instant, timezone: string): Instant {
  return nextHourWhere(at, timezone, () => true);
}
