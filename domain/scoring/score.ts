import { dayOf, startOfDay } from '../time-zone.ts';
import { DAY, type Instant } from '../time.ts';
import { zoneOf, type RecencyCuts, type RisingCuts, type ScoringModel } from './model.ts';
import { asScore, type Score, type Scores } from './scores.ts';

/** What is scored: numbers of one customer, counted within the model's window. */
export interface Totals {
  /** The last action that counts. */
  readonly lastPurchaseAt: Instant;
  /** Where recency counts from: the last action, or a later sign of life where the model says so. */
  readonly recencyFrom: Instant;
  readonly orders: number;
  /** What frequency counts: orders, or days with orders. */
  readonly frequency: number;
  /** Minor units. */
  readonly revenue: number;
}

/** Equal values always get equal scores. */
export function scoreOf(totals: Totals, model: ScoringModel, now: Instant): Scores {
  return {
    r: recencyScore(recencyDays(totals.recencyFrom, model, now), model.recency),
    f: risingScore(totals.frequency, model.frequency),
    m: model.monetary === null ? null : risingScore(totals.revenue, model.monetary),
  };
}

type CountingDays = Pick<ScoringModel, 'days' | 'counts'>;

/** Whole days since, as the model counts days; never below 0. */
export function recencyDays(from: Instant, { days, counts }: CountingDays, now: Instant): number {
  if (days === 'elapsed') return Math.max(0, Math.floor((now - from) / DAY));
  const zone = zoneOf(counts);
  return Math.max(0, dayOf(now, zone) - dayOf(from, zone));
}

/** The instant at which the number of days since `from` becomes `days`. */
export function instantOfDays(from: Instant, days: number, model: CountingDays): Instant {
  if (model.days === 'elapsed') return from + days * DAY;
  const zone = zoneOf(model.counts);
  return startOfDay(dayOf(from, zone) + days, zone);
}

/** The first number of days that no longer meets the cut. */
export function daysBeyond(cut: number, edge: RecencyCuts['edge']): number {
  return edge === 'at-most' ? Math.floor(cut) + 1 : Math.ceil(cut);
}

function recencyScore(days: number, { cuts, edge }: RecencyCuts): Score {
  let points = 1;
  for (const cut of cuts) if (edge === 'at-most' ? days <= cut : days < cut) points += 1;
  return asScore(points);
}

function risingScore(value: number, { cuts, edge }: RisingCuts): Score {
  let points = 1;
  for (const cut of cuts) if (edge === 'reached' ? value >= cut : value > cut) points += 1;
  return asScore(points);
}
