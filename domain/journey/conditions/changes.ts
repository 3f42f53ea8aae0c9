import { leftUntil, type Sums } from '../../ledger/totals.ts';
import { hourAt, nextHourWhere, nextWeekdayWhere, weekdayAt } from '../../local-time.ts';
import { instantOfDays, recencyDays } from '../../scoring/score.ts';
import type { Instant } from '../../time.ts';
import { zoneOfCustomer, type Beheld } from '../walk/context.ts';
import { compares } from './compare.ts';
import type { Comparison } from './condition.schema.ts';

/** When days since the last purchase come to a number that makes a difference. */
export function daysChangeAt({ reading, playbook: { scoring }, at }: Beheld, comparison: Comparison): Instant {
  const totals = reading.totals();
  if (totals === null) return Infinity;
  const days = recencyDays(totals.lastPurchaseAt, scoring, at);
  const was = compares(comparison, days);
  const values: readonly unknown[] = Array.isArray(comparison.value) ? comparison.value : [comparison.value];
  const ahead = values
    .flatMap((value) => (typeof value === 'number' ? [Math.ceil(value), Math.floor(value) + 1] : []))
    .filter((next) => next > days && compares(comparison, next) !== was);
  return ahead.length === 0 ? Infinity : instantOfDays(totals.lastPurchaseAt, Math.min(...ahead), scoring);
}

/** When so many purchases have left the window that it makes a difference. */
export function totalChangesAt(
  { reading, state: { ledger }, playbook: { scoring }, at }: Beheld,
  comparison: Comparison,
  valueOf: (sums: Sums) => number,
): Instant {
  const now = reading.totals();
  if (now === null) return Infinity;
  const was = compares(comparison, valueOf(now));
  return leftUntil(ledger, scoring, at, now, (then) => compares(comparison, valueOf(then)) !== was);
}

export function hourChangesAt(context: Beheld, comparison: Comparison): Instant {
  const zone = zoneOfCustomer(context);
  const was = compares(comparison, hourAt(context.at, zone));
  return nextHourWhere(context.at, zone, (hour) => compares(comparison, hour) !== was);
}

export function weekdayChangesAt(context: Beheld, comparison: Comparison): Instant {
  const zone = zoneOfCustomer(context);
  const was = compares(comparison, weekdayAt(context.at, zone));
  return nextWeekdayWhere(context.at, zone, (day) => compares(comparison, day) !== was);
}
