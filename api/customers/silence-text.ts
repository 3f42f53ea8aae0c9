import { calibrated } from '../../domain/rhythm/isotonic.ts';
import { gapQuantile } from '../../domain/rhythm/gamma-poisson.ts';
import { own } from '../../domain/own.ts';
import { earlierLevels, type Rhythm } from '../../domain/silence/rhythm.ts';
import type { RuleName } from '../../domain/silence/rules/rule.ts';
import type { SilenceLimits } from '../../domain/silence/silence-limits.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import type { SilenceRule } from '../../domain/silence/silence-rule.ts';
import { wallClockText } from '../../domain/time-zone.ts';
import { DAY, type Instant } from '../../domain/time.ts';

const WEEK_DAYS = 7;

/**
 * Why a customer's silence means something when it does, such as: median gap 12 days; overdue after 43 days of silence, lapsed
 * after 77: the chance of an order within 90 days falls under 22 % on 2027-05-14 09:12, under 11 % on …
 */
export function silenceText(limits: SilenceLimits, model: SilenceModel, timezone: string): string {
  const { from, overdueAt, lapsedAt } = limits;
  const { rhythm, rule, version } = model;
  const days = (at: Instant) => Math.round((at - from.lastPurchaseAt) / DAY);
  const stages = `overdue after ${days(overdueAt)} days of silence, lapsed after ${days(lapsedAt)}`;
  const { x, undated = 0 } = from;
  if (limits.by === 'fixed' || (rhythm === null && !rule)) {
    const why = rhythm !== null && undated > 0 ? ', for a summary does not say on which days they bought' : '';
    return `${stages}: fixed days${why} (silence model ${version})`;
  }
  if (limits.by === 'first-gap') {
    const gaps = rhythm?.firstGap?.gaps ?? 0;
    return `${stages}: after ${x + undated === 0 ? 'one purchase' : 'two'}, as ${gaps} customers took to come back`;
  }
  const why = rule ? ruleText(rule, limits, timezone) : rhythm === null ? '' : earlierText(rhythm);
  return `${rhythm === null ? '' : gapText(rhythm, limits)}${stages}: ${why} (silence model ${version})`;
}

function gapText({ fit }: Rhythm, { from }: SilenceLimits): string {
  const buying = { x: from.x, tx: from.span / WEEK_DAYS };
  const gap = (q: number) => Math.round(gapQuantile(fit.parameters, buying, q) * WEEK_DAYS);
  return `median gap ${gap(0.5)} days, 90 % limit ${gap(0.9)} days; `;
}

function earlierText({ fit }: Rhythm): string {
  const { overdue, lapsed } = earlierLevels(fit);
  return fit.by === 'mbg-nbd'
    ? `the chance of still being a customer falls to ${percent(overdue)}, then ${percent(lapsed)}`
    : `${percent(overdue)}, then ${percent(lapsed)} of gaps are shorter`;
}

/** What falls, in words. */
const FALLS: Readonly<Record<RuleName, string>> = {
  fixed: 'the days allowed',
  alive: 'the chance of still being a customer',
  returns: 'the chance of an order within 90 days',
  worth: 'the chance of an order within 90 days',
  gap: 'the share of gaps that last longer',
  'own-gap': 'silence in own mean gaps',
  hazard: 'the chance of an order within 90 days',
};

/** In the rule's own terms, with the instants at which its levels are reached. */
function ruleText(rule: SilenceRule, { from, overdueAt, lapsedAt }: SilenceLimits, timezone: string): string {
  const { by } = rule.learned;
  const { overdue, lapsed } = (from.segment && own(rule.bySegment, from.segment)) ?? rule.levels;
  const at = (instant: Instant) => wallClockText(instant, timezone);
  if (by === 'own-gap') {
    const mean = (from.span / Math.max(1, from.x)).toFixed(0);
    const times = (level: number) => `${(-level).toFixed(1)} times`;
    return `${times(overdue)} their mean gap of ${mean} days on ${at(overdueAt)}, ${times(lapsed)} on ${at(lapsedAt)}`;
  }
  const bounded = boundText(rule, from.lastPurchaseAt, overdueAt);
  if (bounded !== null) return bounded;
  const shown = (level: number) =>
    percent(by === 'alive' || by === 'gap' ? level : calibrated(rule.calibration, level));
  return `${FALLS[by]} falls under ${shown(overdue)} on ${at(overdueAt)}, under ${shown(lapsed)} on ${at(lapsedAt)}`;
}

/** Where the floor or the cap decides, and not the rule. */
function boundText({ floorDays, capDays }: SilenceRule, last: Instant, overdueAt: Instant): string | null {
  const days = (overdueAt - last) / DAY;
  if (days === floorDays) return `no silence is shorter than ${floorDays} days`;
  return days >= capDays - 1 ? `no silence is longer than ${capDays} days` : null;
}

/** Whole percents; tenths below ten of them. */
export function percent(share: number): string {
  const percents = share * 100;
  return percents < 9.95 && percents > 0 ? `${Number(percents.toFixed(1))} %` : `${Math.round(percents)} %`;
}
