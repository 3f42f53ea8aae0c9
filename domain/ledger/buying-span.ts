import type { Ledger } from './ledger.ts';
import { readPastDays } from './past-days.ts';

/** Days with orders over the whole life: the first, the last, and how many; all 0 where there are none. */
export function buyingSpan({ past, days }: Ledger) {
  let first = 0;
  let last = 0;
  let count = 0;
  for (const known of [readPastDays(past), days]) {
    for (const [day, orders] of known) {
      if (orders <= 0) continue;
      if (count === 0) first = day;
      last = day;
      count += 1;
    }
  }
  return { first, last, count };
}
