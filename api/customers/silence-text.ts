import { calibrated } from '../../domain/rhythm/isotonic.ts';
import { gapQuantile } from '../../domain/rhythm/gamma-poisson.ts';
import { own } from '../../domain/own.ts';
import { earlierLevels, type Rhythm } from '../../domain/silence/rhythm.ts';
import { AHEAD_DAYS } from '../../domain/silence/rules/rule.ts';
import type { SilenceLimits } from '../../domain/silence/silence-limits.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import type { SilenceRule } from '../../domain/silence/silence-rule.ts';
import { wallClockText } from '../../domain/time-zone.ts';
import { DAY, isoTime, type Instant } from '../../domain/time.ts';

const WEEK_DAYS = 7;

/** Until when silence means nothing, and from what that was computed: what pages say in their language. */
export type SilenceReason = SilenceDays &
  (
    | { readonly by: 'fixed'; readonly undated: boolean }
    | { readonly by: 'first-gap'; readonly purchases: 1 | 2; readonly customers: number }
    | (Gaps & {
        readonly by: 'earlier';
        readonly of: 'alive' | 'shorter-gaps';
        readonly levels: readonly [number, number];
      })
    | (Gaps & {
        readonly by: 'rule';
        readonly of: RuleSubject;
        readonly ownGap?: number;
        readonly steps: readonly SilenceStep[];
      })
  );

interface SilenceDays {
  /** Days of silence after which they are overdue, and lapsed. */
  readonly overdueDays: number;
  readonly lapsedDays: number;
  /** Version of the silence model. */
  readonly model: number;
}

/** Of somebody who buys as they do, days: half of the gaps are shorter, and nine of ten. */
interface Gaps {
  readonly gap?: { readonly median: number; readonly most: number };
}

/** What a rule limits: silence in own mean gaps, the chance of still being a customer, of longer gaps, or of an order. */
type RuleSubject = 'own-gap' | 'alive' | 'longer-gaps' | 'order';

/** Where a level is reached: a share, or so many gaps; or that the floor or the cap decides, in days. */
type SilenceStep =
  | { readonly is: 'reached'; readonly level: number; readonly at: string }
  | { readonly is: 'floor' | 'cap'; readonly days: number };

/** Why a customer's silence means something when it does. */
export function silenceReason(limits: SilenceLimits, model: SilenceModel): SilenceReason {
  const { from, overdueAt, lapsedAt } = limits;
  const { rhythm, rule, version } = model;
  const days = (at: Instant) => Math.round((at - from.lastPurchaseAt) / DAY);
  const stages = { overdueDays: days(overdueAt), lapsedDays: days(lapsedAt), model: version };
  const { x, undated = 0 } = from;
  if (limits.by === 'fixed' || (rhythm === null && !rule)) {
    return { ...stages, by: 'fixed', undated: rhythm !== null && undated > 0 };
  }
  if (limits.by === 'first-gap') {
    const customers = rhythm?.firstGap?.gaps ?? 0;
    return { ...stages, by: 'first-gap', purchases: x + undated === 0 ? 1 : 2, customers };
  }
  const gap = rhythm === null ? {} : { gap: gapsOf(rhythm, limits) };
  if (rule) return { ...stages, ...gap, by: 'rule', ...ruleReason(rule, limits) };
  if (rhythm === null) return { ...stages, by: 'fixed', undated: false };
  const { overdue, lapsed } = earlierLevels(rhythm.fit);
  const of = rhythm.fit.by === 'mbg-nbd' ? 'alive' : 'shorter-gaps';
  return { ...stages, ...gap, by: 'earlier', of, levels: [overdue, lapsed] };
}

function gapsOf({ fit }: Rhythm, { from }: SilenceLimits) {
  const buying = { x: from.x, tx: from.span / WEEK_DAYS };
  const gap = (q: number) => Math.round(gapQuantile(fit.parameters, buying, q) * WEEK_DAYS);
  return { median: gap(0.5), most: gap(0.9) };
}

/** In the rule's own terms, with the instants at which its levels are reached; or what keeps silence from being as long. */
function ruleReason(rule: SilenceRule, limits: SilenceLimits) {
  const { from, overdueAt, lapsedAt } = limits;
  const levels = (from.segment && own(rule.bySegment, from.segment)) ?? rule.levels;
  const { of, shown } = subjectOf(rule);
  const step = (level: number, at: Instant): SilenceStep =>
    boundOf(rule, at - from.lastPurchaseAt) ?? { is: 'reached', level: shown(level), at: isoTime(at) };
  const [first, second] = [step(levels.overdue, overdueAt), step(levels.lapsed, lapsedAt)];
  const isSame = first.is !== 'reached' && first.is === second.is;
  const ownGap = of === 'own-gap' ? { ownGap: Math.round(from.span / Math.max(1, from.x)) } : {};
  return { of, ...ownGap, steps: isSame ? [first] : [first, second] };
}

/** What a rule limits, and how one of its levels is told. */
function subjectOf({ learned: { by }, calibration }: SilenceRule): {
  readonly of: RuleSubject;
  readonly shown: (level: number) => number;
} {
  const same = (level: number) => level;
  switch (by) {
    case 'own-gap':
      return { of: 'own-gap', shown: (level) => -level };
    case 'alive':
      return { of: 'alive', shown: same };
    case 'gap':
      return { of: 'longer-gaps', shown: same };
    case 'returns':
    case 'worth':
    case 'hazard':
    case 'fixed':
      return { of: 'order', shown: (level) => calibrated(calibration, level) };
  }
}

/** Where the floor or the cap decides, and not the rule. */
function boundOf({ floorDays, capDays }: SilenceRule, silence: number): SilenceStep | null {
  if (silence === floorDays * DAY) return { is: 'floor', days: floorDays };
  return silence >= (capDays - 1) * DAY ? { is: 'cap', days: capDays } : null;
}

/**
 * The same in a sentence, such as: median gap 12 days; overdue after 43 days of silence, lapsed
 * after 77: the chance of an order within 90 days falls under 22 % on 2027-05-14 09:12,
 * then falls under 11 % on 2027-06-17 14:00
 */
export function silenceText(reason: SilenceReason, timezone: string): string {
  const { overdueDays, lapsedDays, model } = reason;
  const stages = `overdue after ${overdueDays} days of silence, lapsed after ${lapsedDays}`;
  switch (reason.by) {
    case 'fixed': {
      const why = reason.undated ? ', for a summary does not say on which days they bought' : '';
      return `${stages}: fixed days${why} (silence model ${model})`;
    }
    case 'first-gap':
      return `${stages}: after ${reason.purchases === 1 ? 'one purchase' : 'two'}, as ${reason.customers} customers took to come back`;
    case 'earlier':
      return `${gapText(reason)}${stages}: ${earlierText(reason)} (silence model ${model})`;
    case 'rule': {
      const steps = reason.steps.map((step) => stepText(step, reason.of, timezone)).join(', then ');
      return `${gapText(reason)}${stages}: ${subjectText(reason)} ${steps} (silence model ${model})`;
    }
  }
}

function gapText({ gap }: Gaps): string {
  return gap === undefined ? '' : `median gap ${gap.median} days, 90 % limit ${gap.most} days; `;
}

function earlierText({ of, levels: [overdue, lapsed] }: Extract<SilenceReason, { readonly by: 'earlier' }>): string {
  return of === 'alive'
    ? `the chance of still being a customer falls to ${percent(overdue)}, then ${percent(lapsed)}`
    : `${percent(overdue)}, then ${percent(lapsed)} of gaps are shorter`;
}

function subjectText({ of, ownGap }: Extract<SilenceReason, { readonly by: 'rule' }>): string {
  switch (of) {
    case 'own-gap':
      return `silence in mean gaps of ${ownGap} days`;
    case 'alive':
      return 'the chance of still being a customer';
    case 'longer-gaps':
      return 'the share of gaps that last longer';
    case 'order':
      return `the chance of an order within ${AHEAD_DAYS} days`;
  }
}

function stepText(step: SilenceStep, of: RuleSubject, timezone: string): string {
  switch (step.is) {
    case 'reached': {
      const reached = of === 'own-gap' ? `comes to ${step.level.toFixed(1)}` : `falls under ${percent(step.level)}`;
      return `${reached} on ${wallClockText(Date.parse(step.at), timezone)}`;
    }
    case 'floor':
      return `counts from ${step.days} days on at the earliest`;
    case 'cap':
      return `counts up to ${step.days} days at the latest`;
  }
}

/** Whole percents; tenths below ten of them. */
export function percent(share: number): string {
  const percents = share * 100;
  return percents < 9.95 && percents > 0 ? `${Number(percents.toFixed(1))} %` : `${Math.round(percents)} %`;
}
