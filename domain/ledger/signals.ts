import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';

/** Signs of life other than actions: how many in each week of calendar days, ascending, for a little over a year. */
export type Signals = readonly (readonly [week: number, count: number])[];

export const NO_SIGNALS: Signals = [];

const WEEK_DAYS = 7;
const KEPT_WEEKS = 54;

export function addSignal(signals: Signals, at: Instant, zone: string): Signals {
  const week = weekOf(at, zone);
  const place = signals.findLastIndex(([known]) => known <= week);
  const found = place >= 0 ? signals[place] : undefined;
  if (found !== undefined && found[0] === week) return signals.with(place, [week, found[1] + 1]);
  return signals.toSpliced(place + 1, 0, [week, 1]);
}

/** Forgets weeks that no comparison looks at any more. */
export function pruneSignals(signals: Signals, now: Instant, zone: string): Signals {
  const first = weekOf(now, zone) - KEPT_WEEKS;
  const oldest = signals[0];
  return oldest === undefined || oldest[0] >= first ? signals : signals.filter(([week]) => week >= first);
}

/** Signs of the whole weeks from day `from` up to and without day `to`; both are the first day of a week. */
export function signalsBetween(signals: Signals, from: number, to: number): number {
  let sum = 0;
  for (const [week, count] of signals) if (week * WEEK_DAYS >= from && week * WEEK_DAYS < to) sum += count;
  return sum;
}

function weekOf(at: Instant, zone: string): number {
  return Math.floor(dayOf(at, zone) / WEEK_DAYS);
}
