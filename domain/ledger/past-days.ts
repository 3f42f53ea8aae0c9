/**
 * Days with orders that are too old for the ledger's own list, in a few bytes each: base 36, the first as it is and
 * the others as their distance, `*n` where a day has other than one order. Kept for good, so that a late order or
 * refund is counted on the right day, and the number of buying days stays exact.
 */
export type PastDays = string;

export const NO_PAST_DAYS: PastDays = '';

type DayCount = readonly [day: number, orders: number];

export function readPastDays(past: PastDays): readonly DayCount[] {
  if (past === '') return [];
  let day = 0;
  return past.split(',').map((token): DayCount => {
    const [distance = '0', orders] = token.split('*');
    day += parseInt(distance, 36);
    return [day, orders === undefined ? 1 : Number(orders)];
  });
}

/** Adds order counts to days, in any order; a day whose count comes to 0 is forgotten. */
export function addPastDays(past: PastDays, added: readonly DayCount[]): PastDays {
  const counts = new Map<number, number>(readPastDays(past));
  for (const [day, orders] of added) counts.set(day, (counts.get(day) ?? 0) + orders);
  const days = [...counts].filter(([, orders]) => orders !== 0).toSorted(([a], [b]) => a - b);
  let before = 0;
  const tokens = days.map(([day, orders]) => {
    const token = (day - before).toString(36) + (orders === 1 ? '' : `*${orders}`);
    before = day;
    return token;
  });
  return tokens.join(',');
}
