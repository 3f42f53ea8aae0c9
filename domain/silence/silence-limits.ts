import { gapQuantile } from '../rhythm/gamma-poisson.ts';
import type { Buying } from '../rhythm/buying.ts';
import { silenceUntil as silenceUntilAlive } from '../rhythm/mbg-nbd.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { scoreOf } from '../scoring/score.ts';
import { segmentOf, type SegmentId } from '../scoring/segment.ts';
import { DAY, HOUR, type Instant } from '../time.ts';
import { buyingSpan } from '../ledger/buying-span.ts';
import { lastPurchaseAt, type Ledger } from '../ledger/ledger.ts';
import { NO_PAST_DAYS } from '../ledger/past-days.ts';
import { totalsOf } from '../ledger/totals.ts';
import { own } from '../own.ts';
import { earlierLevels, type Rhythm } from './rhythm.ts';
import { expectationOf, silenceUntil } from './rules/index.ts';
import type { SilenceModel } from './silence-model.ts';
import type { SilenceRule } from './silence-rule.ts';
import { spendOf, spellOf } from './spell-of-ledger.ts';
import { undatedActions } from '../ledger/summary.ts';

/** Until when silence means nothing, and why; computed once for a last purchase and kept. */
export interface SilenceLimits {
  readonly overdueAt: Instant;
  readonly lapsedAt: Instant;
  /** The customer's own rhythm, the base's gap from a first to a second purchase, or fixed days. */
  readonly by: 'rhythm' | 'first-gap' | 'fixed';
  /** What they were computed from; while all of it stays, they stay. */
  readonly from: LimitsFrom;
}

export interface LimitsFrom {
  readonly lastPurchaseAt: Instant;
  /** Buying days after the first. */
  readonly x: number;
  /** From the first buying day to the last, days. */
  readonly span: number;
  /** Actions of a summary before the first day that is known; left out where there are none. */
  readonly undated?: number;
  /** Left out where the rule does not ask: what they spent last, and whole days from the last purchase to a sign of life. */
  readonly spend?: number;
  readonly sign?: number;
  /** Where they were right after the last purchase; left out where it has no limits of its own. */
  readonly segment?: SegmentId;
  /** The version of the model, or the one whose limits it has. */
  readonly model: number;
}

/** What limits may depend on besides purchases. */
export interface Beside {
  /** The last sign of life. */
  readonly engagedAt: Instant | null;
  /** The instant at which the customer is looked at: what has begun by then stays begun. */
  readonly at: Instant;
  readonly scoring: ScoringModel | null;
}

/** Nothing is known but purchases. */
const NOTHING: Beside = { engagedAt: null, at: -Infinity, scoring: null };

const WEEK_DAYS = 7;
/** With fewer repeat purchases 0.4.0 and earlier took a rhythm for a guess. */
const LEAST_REPEATS = 2;

/**
 * The two instants at which this customer's silence comes to mean something. Rounded to whole hours, so that no
 * machine's arithmetic moves them; `known` is returned as it is while nothing it was computed from has changed.
 * @returns `null` where no purchase counts
 */
export function silenceLimits(
  ledger: Ledger,
  model: SilenceModel,
  known: SilenceLimits | null,
  beside: Beside = NOTHING,
): SilenceLimits | null {
  if (ledger.orders === 0) return null;
  const from = withSpendKept(limitsFrom(ledger, model, beside), ledger, known);
  if (known !== null && isSame(known.from, from)) return known;
  const { by, overdue, lapsed } = silenceDays(from, ledger, model);
  const last = from.lastPurchaseAt;
  const limits = { overdueAt: last + hours(overdue), lapsedAt: last + hours(lapsed), by, from };
  return known !== null && isSame(known.from, from, ALL_BUT_SIGNS) ? begunStays(limits, known, beside.at) : limits;
}

function limitsFrom(
  ledger: Ledger,
  { version, limitsOf, rule }: SilenceModel,
  { engagedAt, scoring }: Beside,
): LimitsFrom {
  const last = lastPurchaseAt(ledger);
  const days = buyingSpan(ledger);
  const undated = undatedActions(ledger.summary);
  const asks = rule?.learned.by === 'hazard';
  const sign = asks && engagedAt !== null && engagedAt > last ? Math.floor((engagedAt - last) / DAY) : undefined;
  const segment = scoring && segmentWithLimits(ledger, rule, scoring, last);
  return {
    lastPurchaseAt: last,
    x: Math.max(0, days.count - 1),
    span: days.last - days.first,
    ...(undated > 0 ? { undated } : {}),
    ...(asks ? { spend: spendOf(ledger) } : {}),
    ...(sign === undefined ? {} : { sign }),
    ...(segment === null ? {} : { segment }),
    model: limitsOf ?? version,
  };
}

function segmentWithLimits(
  ledger: Ledger,
  rule: SilenceModel['rule'],
  scoring: ScoringModel,
  at: Instant,
): SegmentId | null {
  if (!rule || Object.keys(rule.bySegment).length === 0) return null;
  const totals = totalsOf(ledger, { engagedAt: null }, scoring, at);
  const segment = totals && segmentOf(scoreOf(totals, scoring, at), scoring.segments);
  return segment !== null && own(rule.bySegment, segment) !== undefined ? segment : null;
}

const PARTS = ['lastPurchaseAt', 'x', 'span', 'undated', 'spend', 'sign', 'segment', 'model'] as const;

const ALL_BUT_SIGNS = PARTS.filter((part) => part !== 'sign');

function isSame(a: LimitsFrom, b: LimitsFrom, parts: readonly (keyof LimitsFrom)[] = PARTS): boolean {
  return parts.every((part) => a[part] === b[part]);
}

const WHEN_BOUGHT = ['lastPurchaseAt', 'x', 'span'] as const;

/** A ledger forgets in time what was paid years ago, and that moves no limit: then spend stays as it was seen. */
function withSpendKept(from: LimitsFrom, { past }: Ledger, known: SilenceLimits | null): LimitsFrom {
  if (past === NO_PAST_DAYS || known === null || !isSame(known.from, from, WHEN_BOUGHT)) return from;
  const { spend } = known.from;
  return spend === undefined || from.spend === undefined ? from : { ...from, spend };
}

/** A sign of life moves what is still to come, and calls nothing back. */
function begunStays(limits: SilenceLimits, known: SilenceLimits, at: Instant): SilenceLimits {
  const overdueAt = known.overdueAt <= at ? known.overdueAt : limits.overdueAt;
  const lapsedAt = known.lapsedAt <= at ? known.lapsedAt : Math.max(limits.lapsedAt, overdueAt + DAY);
  return { ...limits, overdueAt, lapsedAt };
}

function hours(days: number): number {
  return Math.round((days * DAY) / HOUR) * HOUR;
}

interface SilenceDays {
  readonly by: SilenceLimits['by'];
  readonly overdue: number;
  readonly lapsed: number;
}

/** Days of silence allowed after the last purchase; `overdue` is always the shorter. */
function silenceDays(from: LimitsFrom, ledger: Ledger, model: SilenceModel): SilenceDays {
  const fixed = { by: 'fixed', overdue: model.overdueDays, lapsed: model.lapsedDays } as const;
  const { rhythm, rule } = model;
  if (rule === undefined) return earlierDays(from, model) ?? fixed;
  if (from.x > 0) return rule === null ? fixed : daysBy(rule, from, ledger);
  // The days of a summary are not known, and somebody who has bought before it is no newcomer.
  if (!rhythm?.firstGap || from.undated !== undefined) return fixed;
  const { overdueDays, lapsedDays } = rhythm.firstGap;
  return { by: 'first-gap', ...clamped(rhythm, overdueDays, lapsedDays) };
}

function daysBy(rule: SilenceRule, from: LimitsFrom, ledger: Ledger): SilenceDays {
  const { learned, levels, bySegment, capDays } = rule;
  const { overdue, lapsed } = (from.segment === undefined ? undefined : own(bySegment, from.segment)) ?? levels;
  const spell = spellOf(from, ledger);
  const expectation = expectationOf(learned, spell, capDays);
  const until = (level: number) => silenceUntil(expectation, level, Math.min(from.sign ?? 0, capDays), capDays);
  const by = learned.by === 'fixed' ? 'fixed' : 'rhythm';
  return { by, ...clamped(rule, until(overdue), until(lapsed)) };
}

/** By the rules of models of 0.4.0 and earlier; `null`: by fixed days. */
function earlierDays(from: LimitsFrom, { rhythm }: SilenceModel): SilenceDays | null {
  if (rhythm === null) return null;
  if (from.x >= LEAST_REPEATS) {
    const tx = from.span / WEEK_DAYS;
    return { by: 'rhythm', ...clamped(rhythm, ...ownDays(rhythm, { ...from, tx, T: tx })) };
  }
  if (rhythm.firstGap === null || from.x + (from.undated ?? 0) >= LEAST_REPEATS) return null;
  const { overdueDays, lapsedDays } = rhythm.firstGap;
  return { by: 'first-gap', ...clamped(rhythm, overdueDays, lapsedDays) };
}

/** By the chance of still being a customer, or by the share of gaps that are over. */
function ownDays({ fit }: Rhythm, buying: Buying): readonly [overdue: number, lapsed: number] {
  const { overdue, lapsed } = earlierLevels(fit);
  const at = (level: number) =>
    fit.by === 'mbg-nbd'
      ? silenceUntilAlive(fit.parameters, buying, level)
      : gapQuantile(fit.parameters, buying, level);
  return [at(overdue) * WEEK_DAYS, at(lapsed) * WEEK_DAYS];
}

/** At least a day lies between the stages, also where the floor or the cap has moved them. */
function clamped({ floorDays, capDays }: Pick<Rhythm, 'floorDays' | 'capDays'>, overdue: number, lapsed: number) {
  const first = Math.min(Math.max(overdue, floorDays), capDays - 1);
  return { overdue: first, lapsed: Math.min(Math.max(lapsed, first + 1), capDays) };
}
