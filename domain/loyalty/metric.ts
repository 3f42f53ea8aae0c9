import { askingOf } from '../behaviour/ask-key.ts';
import { NO_BEHAVIOUR, type Behaviour } from '../behaviour/behaviour.ts';
import type { Did } from '../journey/conditions/condition.schema.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { own } from '../own.ts';
import { startOfDay } from '../time-zone.ts';
import { periodStart, type Day } from './calendar.ts';
import { NO_LOYALTY, type LoyaltyState } from './state.ts';
import type { TierSet } from './tiers.schema.ts';

/** As much of a customer as a metric looks at. */
export interface Measured {
  readonly ledger: Ledger;
  readonly did?: Behaviour | undefined;
  readonly loyalty?: LoyaltyState | undefined;
}

const asked = new WeakMap<TierSet, Did>();

/** What a metric asks of what customers did, in the words of conditions; `undefined` where it asks nothing. */
export function askedBy(tiers: TierSet): Did | undefined {
  const { metric, levels } = tiers;
  if (metric.by !== 'events') return undefined;
  const found = asked.get(tiers);
  if (found) return found;
  const made = { did: metric.event, times: Math.max(1, ...levels.map(({ min }) => min)) };
  asked.set(tiers, made);
  return made;
}

/**
 * What a customer has come to by the metric of these tiers.
 * @param timezone the workspace's, whose days are counted
 */
export function metricOf(tiers: TierSet, state: Measured, today: Day, timezone: string): number {
  const { ledger, loyalty: { gained } = NO_LOYALTY } = state;
  const from = firstDay(tiers.window, today);
  switch (tiers.metric.by) {
    case 'points':
      return from === null ? gained.total : sumSince(gained.days, from, ([, points]) => points);
    case 'spend':
      return from === null ? ledger.revenue : sumSince(ledger.days, from, ([, , revenue]) => revenue);
    case 'orders':
      return from === null ? ledger.orders : sumSince(ledger.days, from, ([, orders]) => orders);
    case 'events':
      return timesSince(tiers, state.did, from === null ? -Infinity : startOfDay(from, timezone));
  }
}

/** The first day that counts; `null`: all do. */
function firstDay(window: TierSet['window'], today: Day): Day | null {
  switch (window.by) {
    case 'lifetime':
      return null;
    case 'rolling':
      return today - window.days + 1;
    case 'calendar':
      return periodStart(today, window.period);
  }
}

function sumSince<Row extends readonly [day: Day, ...numbers: number[]]>(
  days: readonly Row[],
  from: Day,
  valueOf: (row: Row) => number,
): number {
  let sum = 0;
  for (let place = days.length - 1; place >= 0; place -= 1) {
    const row = days[place];
    if (row === undefined || row[0] < from) break;
    sum += valueOf(row);
  }
  return sum;
}

function timesSince(tiers: TierSet, did: Behaviour = NO_BEHAVIOUR, from: number): number {
  const ask = askedBy(tiers);
  const at = ask === undefined ? [] : (own(did, askingOf(ask).key)?.at ?? []);
  return at.length - (at.findLastIndex((one) => one < from) + 1);
}
