import type { CustomerId } from '../ids.schema.ts';
import { DAY, utcDay, type Instant } from '../time.ts';

/** When one item was bought, and by whom. */
export interface ItemBuy {
  readonly customer: CustomerId;
  readonly at: Instant;
}

/** Fewer repeats than these say nothing of an item. */
const LEAST_REPEATS = 5;

/**
 * After how many days an item is bought again: the median over all who did, of the days between one purchase and their
 * next. Purchases of one day are one. `null` where too few did.
 */
export function rhythmOf(buys: readonly ItemBuy[]): number | null {
  const gaps = gapsIn(buys);
  return gaps.length < LEAST_REPEATS ? null : medianOf(gaps);
}

function gapsIn(buys: readonly ItemBuy[]): readonly number[] {
  const days = new Map<CustomerId, Set<number>>();
  for (const { customer, at } of buys) {
    const known = days.get(customer) ?? new Set<number>();
    days.set(customer, known.add(utcDay(at)));
  }
  return [...days.values()].flatMap((known) => gapsOf([...known].toSorted((a, b) => a - b)));
}

function gapsOf(days: readonly number[]): readonly number[] {
  return days.slice(1).map((day, index) => day - (days[index] ?? day));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** When somebody who bought an item last at this instant is due to buy it again. */
export function dueAt(lastAt: Instant, everyDays: number): Instant {
  return lastAt + everyDays * DAY;
}
