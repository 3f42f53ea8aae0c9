import type { Buying } from '../rhythm/buying.ts';
import { expectedSpend } from '../rhythm/gamma-gamma.ts';
import * as gammaPoisson from '../rhythm/gamma-poisson.ts';
import * as mbgNbd from '../rhythm/mbg-nbd.ts';
import { DAY, type Instant } from '../time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Rhythm } from './rhythm.ts';
import type { SilenceLimits } from './silence-limits.ts';
import type { SilenceModel } from './silence-model.ts';
import { expectationOf } from './rules/index.ts';
import { AHEAD_DAYS } from './rules/rule.ts';
import type { SilenceRule } from './silence-rule.ts';
import { spellOf } from './spell-of-ledger.ts';
import { calibrated } from '../rhythm/isotonic.ts';
import { undatedActions } from '../ledger/summary.ts';

/** Whom a look ahead is about, as of `asOf`. */
export interface Observed {
  readonly ledger: Ledger;
  readonly limits: SilenceLimits | null;
  readonly asOf: Instant;
}

/** What is expected of a customer over some time to come. */
export interface Outlook {
  readonly purchases: number;
  /** Minor units. */
  readonly revenue: number;
  /** `model`: the fitted one; `pace`: as much as lately, where no model is in force. */
  readonly by: 'model' | 'pace';
}

/** As many orders of mean value a customer's own average is drawn towards; a starting value. */
const PRIOR_ORDERS = 2;
const WEEK = 7 * DAY;

/**
 * Chance of at least one purchase within `AHEAD_DAYS` from now: as measured for the rule in force, else by the fitted model;
 * `null` where neither says so.
 */
export function chanceOfReturn(observed: Observed, { rhythm, rule }: SilenceModel): number | null {
  const buying = buyingOf(observed);
  if (buying === null) return null;
  const within = AHEAD_DAYS * DAY;
  const measured = rule ? chanceByRule(observed, rule) : null;
  if (measured !== null || rhythm === null) return measured;
  const { fit } = rhythm;
  return fit.by === 'mbg-nbd'
    ? mbgNbd.probabilityOfReturn(fit.parameters, buying, within / WEEK)
    : gammaPoisson.probabilityOfReturn(fit.parameters, buying, within / WEEK);
}

function chanceByRule(
  { ledger, limits, asOf }: Observed,
  { learned, calibration, capDays }: SilenceRule,
): number | null {
  if (limits === null || limits.from.x === 0 || calibration.length === 0) return null;
  const silence = Math.max(0, asOf - limits.from.lastPurchaseAt) / DAY;
  const expectation = expectationOf(learned, spellOf(limits.from, ledger), Math.max(capDays, silence));
  return calibrated(calibration, expectation(silence));
}

/** Chance of still being a customer; `null` where no model in force says so. */
export function chanceAlive(observed: Observed, { rhythm }: SilenceModel): number | null {
  const buying = buyingOf(observed);
  if (buying === null || rhythm?.fit.by !== 'mbg-nbd') return null;
  return mbgNbd.probabilityAlive(rhythm.fit.parameters, buying);
}

/**
 * Purchases (days with an order) and revenue expected over the next `days`. Where no model is in force: as much as in
 * the last `lately.days`, in which `lately` was counted.
 */
export function outlook(
  observed: Observed,
  { rhythm }: SilenceModel,
  lately: { readonly orders: number; readonly revenue: number; readonly days: number },
  days: number,
): Outlook {
  const buying = buyingOf(observed);
  if (buying === null) return { purchases: 0, revenue: 0, by: 'pace' };
  if (rhythm === null) {
    const share = days / lately.days;
    return { purchases: lately.orders * share, revenue: Math.round(lately.revenue * share), by: 'pace' };
  }
  const purchases = expectedPurchases(rhythm, buying, (days * DAY) / WEEK);
  const revenue = Math.round(purchases * worthOfPurchase(rhythm, observed.ledger, buying));
  return { purchases, revenue, by: 'model' };
}

function expectedPurchases({ fit }: Rhythm, buying: Buying, weeks: number): number {
  if (fit.by === 'mbg-nbd') return mbgNbd.conditionalExpected(fit.parameters, buying, weeks);
  const { r, alpha } = fit.parameters;
  return ((r + buying.x) / (alpha + buying.T)) * weeks;
}

/**
 * Mean spend on a day with orders, drawn towards that of the base the more so the fewer such days there are. Each action
 * of a summary counts as a day of its own.
 */
function worthOfPurchase({ spend, meanOrder }: Rhythm, { revenue }: Ledger, { x, undated = 0 }: Buying): number {
  const days = x + 1 + undated;
  if (spend !== null && revenue > 0) return expectedSpend(spend, { x: days, mean: revenue / days });
  return (revenue + PRIOR_ORDERS * meanOrder) / (days + PRIOR_ORDERS);
}

/**
 * In weeks. The gap from the last purchase to now is exact; before it, whole days. Of a summary only the last day is
 * known: dated buying begins with it. `null` where nothing was bought.
 */
function buyingOf({ ledger, limits, asOf }: Observed): Buying | null {
  if (limits === null) return null;
  const { from } = limits;
  const tx = (from.span * DAY) / WEEK;
  const T = tx + Math.max(0, asOf - from.lastPurchaseAt) / WEEK;
  return { x: from.x, tx, T, undated: undatedActions(ledger.summary) };
}
