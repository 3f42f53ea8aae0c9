import { gapQuantile } from '../rhythm/gamma-poisson.ts';
import type { Buying } from '../rhythm/buying.ts';
import { silenceUntil } from '../rhythm/mbg-nbd.ts';
import { DAY, HOUR, type Instant } from '../time.ts';
import { buyingDays, lastPurchaseAt, type Ledger } from '../ledger/ledger.ts';
import type { Rhythm } from './rhythm.ts';
import type { SilenceModel } from './silence-model.ts';
import { undatedActions } from '../ledger/summary.ts';

/** Until when silence means nothing, and why; computed once for a last purchase and kept. */
export interface SilenceLimits {
  readonly overdueAt: Instant;
  readonly lapsedAt: Instant;
  /** The customer's own rhythm, the base's gap from a first to a second purchase, or fixed days. */
  readonly by: 'rhythm' | 'first-gap' | 'fixed';
  /** What they were computed from; while all of it stays, they stay. */
  readonly from: {
    readonly lastPurchaseAt: Instant;
    /** Buying days after the first. */
    readonly x: number;
    /** From the first buying day to the last, days. */
    readonly span: number;
    /** Actions of a summary before the first day that is known; left out where there are none. */
    readonly undated?: number;
    readonly model: number;
  };
}

const WEEK_DAYS = 7;
/** With fewer repeat purchases a rhythm is a guess. */
const LEAST_REPEATS = 2;

/**
 * The two instants at which this customer's silence comes to mean something. Rounded to whole hours, so that no
 * machine's arithmetic moves them; `known` is returned as it is while nothing it was computed from has changed.
 * @returns `null` where no purchase counts
 */
export function silenceLimits(ledger: Ledger, model: SilenceModel, known: SilenceLimits | null): SilenceLimits | null {
  if (ledger.orders === 0) return null;
  const last = lastPurchaseAt(ledger);
  const days = buyingDays(ledger);
  const first = days[0] ?? 0;
  const x = Math.max(0, days.length - 1);
  const span = (days.at(-1) ?? first) - first;
  const undated = undatedActions(ledger.summary);
  const before = undated > 0 ? { undated } : {};
  const from = { lastPurchaseAt: last, x, span, ...before, model: model.version };
  if (known !== null && isSame(known.from, from)) return known;
  const { by, overdue, lapsed } = silenceDays({ x, tx: span / WEEK_DAYS, T: span / WEEK_DAYS, ...before }, model);
  return { overdueAt: last + hours(overdue), lapsedAt: last + hours(lapsed), by, from };
}

function isSame(a: SilenceLimits['from'], b: SilenceLimits['from']): boolean {
  const isSameBuying = a.x === b.x && a.span === b.span && a.undated === b.undated;
  return isSameBuying && a.lastPurchaseAt === b.lastPurchaseAt && a.model === b.model;
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
function silenceDays(buying: Buying, model: SilenceModel): SilenceDays {
  const fixed = { by: 'fixed', overdue: model.overdueDays, lapsed: model.lapsedDays } as const;
  const { rhythm } = model;
  if (rhythm === null) return fixed;
  if (buying.x >= LEAST_REPEATS) return { by: 'rhythm', ...clamped(rhythm, ...ownDays(rhythm, buying)) };
  // Somebody who has bought more often than twice is no one-time buyer, and the days of a summary are not known.
  if (rhythm.firstGap === null || buying.x + (buying.undated ?? 0) >= LEAST_REPEATS) return fixed;
  const { overdueDays, lapsedDays } = rhythm.firstGap;
  return { by: 'first-gap', ...clamped(rhythm, overdueDays, lapsedDays) };
}

function ownDays({ fit }: Rhythm, buying: Buying): readonly [overdue: number, lapsed: number] {
  const at = (level: number) =>
    fit.by === 'mbg-nbd' ? silenceUntil(fit.parameters, buying, level) : gapQuantile(fit.parameters, buying, level);
  return [at(fit.overdue) * WEEK_DAYS, at(fit.lapsed) * WEEK_DAYS];
}

/** At least a day lies between the stages, also where the floor or the cap has moved them. */
function clamped({ floorDays, capDays }: Rhythm, overdue: number, lapsed: number) {
  const first = Math.min(Math.max(overdue, floorDays), capDays - 1);
  return { overdue: first, lapsed: Math.min(Math.max(lapsed, first + 1), capDays) };
}
