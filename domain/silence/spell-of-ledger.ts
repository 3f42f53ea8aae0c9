import { buyingDays, type Ledger } from '../ledger/ledger.ts';
import type { Signals } from '../ledger/signals.ts';
import { SpendTrend, type History } from './past-spells.ts';
import type { LimitsFrom } from './silence-limits.ts';
import type { Spell } from './spell.ts';

const WEEK_DAYS = 7;

/** The silence that began with the last purchase, as it is known now. */
export function spellOf({ x, span, undated, spend = 0, sign }: LimitsFrom, ledger: Ledger): Spell {
  return {
    x,
    span,
    ...(undated === undefined ? {} : { undated }),
    day: buyingDays(ledger).at(-1) ?? 0,
    spend,
    signs: sign === undefined ? [] : [sign],
  };
}

/** What was spent on the last buying day over the mean of the days before it, as `Spell` has it. */
export function spendOf(ledger: Ledger): number {
  const trend = new SpendTrend();
  return revenueByDay(ledger).reduce<number>((_, revenue) => trend.after(revenue), 0);
}

/** A customer's past without signs of life. */
export function historyOf(ledger: Ledger): Omit<History, 'signs'> {
  return { days: buyingDays(ledger), revenue: revenueByDay(ledger) };
}

/** Signs of life are counted by weeks: by the last day of a week all of its signs are known. */
export function signDays(signals: Signals): readonly number[] {
  return signals.map(([week]) => week * WEEK_DAYS + WEEK_DAYS - 1);
}

/** Of each buying day; `null` for those that are too old for the ledger to know. */
function revenueByDay(ledger: Ledger): readonly (number | null)[] {
  const known = new Map(ledger.days.map(([day, , revenue]) => [day, revenue]));
  return buyingDays(ledger).map((day) => known.get(day) ?? null);
}
