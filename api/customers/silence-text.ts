import { calibrated } from '../../domain/rhythm/isotonic.ts';
import { gapQuantile } from '../../domain/rhythm/gamma-poisson.ts';
import { own } from '../../domain/own.ts';
import { earlierLevels, type Rhythm } from '../../domain/silence/rhythm.ts';
import { AHEAD_DAYS } from '../../domain/silence/rules/rule.ts';
import type { SilenceLimits } from '../../domain/silence/silence-limits.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import type { SilenceRule } from '../../domain/silence/silence-rule.ts';
import { wallClockText } from '../../domain/time-zone.ts';
import { DAY, type Instant } from '../../domain/time.ts';

const WEEK_DAYS = 7;

/**
 * Why a customer's silence means something when it does, such as: median gap 12 days; overdue after 43 days of silence, lapsed
 * after 77: the chance of an order within 90 days falls under 22 % on 2027-05-14 09:12,
 * then falls under 11 % on 2027-06-17 14:00
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

/** In the rule's own terms, with the instants at which its levels are reached; or what keeps silence from being as long. */
function ruleText(rule: SilenceRule, limits: SilenceLimits, timezone: string): string {
  const { from, overdueAt, lapsedAt } = limits;
  const levels = (from.segment && own(rule.bySegment, from.segment)) ?? rule.levels;
  const { subject, reached } = wordsOf(rule, limits);
  const on = (level: number, at: Instant) =>
    boundText(rule, at - from.lastPurchaseAt) ?? `${reached(level)} on ${wallClockText(at, timezone)}`;
  const [first, second] = [on(levels.overdue, overdueAt), on(levels.lapsed, lapsedAt)];
  return `${subject} ${first}${first === second ? '' : `, then ${second}`}`;
}

/** What a rule limits, and what becomes of it at a level. */
function wordsOf({ learned: { by }, calibration }: SilenceRule, { from }: SilenceLimits) {
  const under = (share: number) => `falls under ${percent(share)}`;
  switch (by) {
    case 'own-gap': {
      const subject = `silence in mean gaps of ${Math.round(from.span / Math.max(1, from.x))} days`;
      return { subject, reached: (level: number) => `comes to ${(-level).toFixed(1)}` };
    }
    case 'alive':
      return { subject: 'the chance of still being a customer', reached: under };
    case 'gap':
      return { subject: 'the share of gaps that last longer', reached: under };
    case 'returns':
    case 'worth':
    case 'hazard':
    case 'fixed': {
      const subject = `the chance of an order within ${AHEAD_DAYS} days`;
      return { subject, reached: (level: number) => under(calibrated(calibration, level)) };
    }
  }
}

/** Where the floor or the cap decides, and not the rule. */
function boundText({ floorDays, capDays }: SilenceRule, silence: number): string | null {
  if (silence === floorDays * DAY) return `counts from ${floorDays} days on at the earliest`;
  return silence >= (capDays - 1) * DAY ? `counts up to ${capDays} days at the latest` : null;
}

/** Whole percents; tenths below ten of them. */
export function percent(share: number): string {
  const percents = share * 100;
  return percents < 9.95 && percents > 0 ? `${Number(percents.toFixed(1))} %` : `${Math.round(percents)} %`;
}
