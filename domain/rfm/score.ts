import { DAY, type Instant } from '../time.ts';

export type Score = 1 | 2 | 3 | 4 | 5;
export type FourCuts = readonly [number, number, number, number];

/** `m` is `null` until the workspace has named its amounts: no universal ones exist. */
export interface Scores {
  readonly r: Score;
  readonly f: Score;
  readonly m: Score | null;
}

/** What is scored: numbers of one customer, counted within the rolling window. */
export interface Totals {
  readonly lastPurchaseAt: Instant;
  readonly orders: number;
  /** Minor units. */
  readonly revenue: number;
}

export interface ScoringModel {
  /** An order of UTC day D counts up to the end of day D + windowDays. */
  readonly windowDays: number;
  /** Elapsed 24-hour days since the last purchase, ascending: at most the first → 5, the second → 4 … else 1. */
  readonly recencyDays: FourCuts;
  /** Orders, ascending: each one reached adds a point to 1. */
  readonly frequencyOrders: FourCuts;
  /** Minor units, ascending: each one reached adds a point to 1; `null`: money has no score yet. */
  readonly monetaryAmounts: FourCuts | null;
}

/** Day steps: Omnisend 40/90/180, Klaviyo 180/365. Order steps are starting values. */
export const DEFAULT_SCORING: ScoringModel = {
  windowDays: 365,
  recencyDays: [40, 90, 180, 365],
  frequencyOrders: [2, 3, 4, 6],
  monetaryAmounts: null,
};

/** Scores from 1 to 5; equal values always get equal scores. */
export function scoreOf(totals: Totals, model: ScoringModel, now: Instant): Scores {
  return {
    r: recencyScore(totals.lastPurchaseAt, model.recencyDays, now),
    f: risingScore(totals.orders, model.frequencyOrders),
    m: model.monetaryAmounts === null ? null : risingScore(totals.revenue, model.monetaryAmounts),
  };
}

function recencyScore(lastPurchaseAt: Instant, cuts: FourCuts, now: Instant): Score {
  const days = Math.floor((now - lastPurchaseAt) / DAY);
  return asScore(1 + cuts.filter((cut) => days <= cut).length);
}

function risingScore(value: number, cuts: FourCuts): Score {
  return asScore(1 + cuts.filter((cut) => value >= cut).length);
}

function asScore(points: number): Score {
  if (points >= 5) return 5;
  if (points === 4) return 4;
  if (points === 3) return 3;
  return points === 2 ? 2 : 1;
}

/** As operators see it: `R5F4M3`, or `R5F4M-` while money has no score. */
export function scoreLabel({ r, f, m }: Scores): string {
  return `R${r}F${f}M${m ?? '-'}`;
}
