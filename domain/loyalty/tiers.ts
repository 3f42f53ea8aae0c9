import { periodEnd, type Day } from './calendar.ts';
import type { TierChanged } from './facts.ts';
import type { TierState } from './tier-state.ts';
import type { TierLevel, TierSet } from './tiers.schema.ts';

/** A step on the ladder. */
export interface TierStep {
  readonly change: TierChanged['change'];
  readonly now: TierState | null;
}

/** What one look at somebody's tier knows besides the tier. */
export interface TierLook {
  /** What the metric has come to. */
  readonly value: number;
  readonly today: Day;
  /** A refund brought the look. */
  readonly isRefund: boolean;
  /** Whether they had come to as much before this instant: whoever holds no tier yet is only placed then. */
  readonly wasReached: boolean;
}

/**
 * What becomes of a tier now; `null` where it stays as it is. Up at once; down only after its validity and its grace, so new
 * thresholds take nothing from anybody.
 * @param held `undefined` where nobody has looked yet
 */
export function tierStep(tiers: TierSet, held: TierState | null | undefined, look: TierLook): TierStep | null {
  const { value, today } = look;
  const reached = placeReached(tiers, value);
  const place = held ? tiers.levels.findIndex(({ id }) => id === held.tier) : -1;
  const level = tiers.levels[reached];
  if (level && reached > place) return upTo(tiers, level, held, look);
  if (!held || place < 0) return null;
  if (held.grace !== null) return inGrace(tiers, held, { place, reached, today });
  if (held.until !== null && today >= held.until) return atEnd(tiers, held, { place, reached, today });
  if (reached >= place || tiers.downgrade === 'none') return null;
  if (look.isRefund && tiers.onRefund === 'recompute') return losing(tiers, held, { place, reached, today });
  return warning(tiers, held, today);
}

/** The highest level that a value reaches; -1 where it reaches none. */
export function placeReached({ levels }: TierSet, value: number): number {
  return levels.findLastIndex(({ min }) => min <= value);
}

/** The days after `today` on which a tier may change by time alone. */
export function tierDays(tiers: TierSet | null, held: TierState | null | undefined, today: Day): readonly Day[] {
  if (!tiers || !held) return [];
  const end = held.grace ?? held.until;
  const warn = tiers.warnDays === undefined || held.warned ? null : warnDay(tiers, held);
  return [end, warn].flatMap((day) => (day !== null && day > today ? [day] : []));
}

/** The first day on which a tier is not held any more, where the metric does not keep it; `null`: it has no end. */
export function lostOn({ graceDays }: TierSet, { until, grace }: Pick<TierState, 'until' | 'grace'>): Day | null {
  return grace ?? (until === null ? null : until + graceDays);
}

interface Standing {
  readonly place: number;
  readonly reached: number;
  readonly today: Day;
}

function upTo(
  tiers: TierSet,
  level: TierLevel,
  held: TierState | null | undefined,
  { wasReached, today }: TierLook,
): TierStep {
  // Everybody is on the ground floor of a ladder that begins at nothing: that is no climb.
  const isPlacing = held === undefined && (wasReached || level.min === 0);
  return { change: isPlacing ? 'placed' : 'up', now: holding(tiers, level, today) };
}

function inGrace(tiers: TierSet, held: TierState, standing: Standing): TierStep | null {
  if (standing.reached >= standing.place) return kept(tiers, held, standing.today);
  if (held.grace !== null && standing.today >= held.grace) return lost(tiers, standing);
  return warning(tiers, held, standing.today);
}

function atEnd(tiers: TierSet, held: TierState, standing: Standing): TierStep {
  const isKept = standing.reached >= standing.place || tiers.downgrade === 'none';
  return isKept ? kept(tiers, held, standing.today) : losing(tiers, held, standing);
}

/** The grace begins; where there is none, the tier goes at once. */
function losing(tiers: TierSet, held: TierState, standing: Standing): TierStep {
  if (tiers.graceDays === 0) return lost(tiers, standing);
  return { change: 'grace', now: { ...held, grace: standing.today + tiers.graceDays } };
}

function lost(tiers: TierSet, { place, reached, today }: Standing): TierStep {
  const level = tiers.levels[tiers.downgrade === 'one-step' ? place - 1 : reached];
  return { change: 'down', now: level ? holding(tiers, level, today) : null };
}

function kept(tiers: TierSet, { tier, since }: TierState, today: Day): TierStep {
  return { change: 'kept', now: { tier, since, until: validUntil(tiers, today), grace: null } };
}

/** What everybody reaches cannot be lost, so it has no end at which anybody would have to look. */
function holding(tiers: TierSet, { id, min }: TierLevel, today: Day): TierState {
  return { tier: id, since: today, until: min === 0 ? null : validUntil(tiers, today), grace: null };
}

function warning(tiers: TierSet, held: TierState, today: Day): TierStep | null {
  if (tiers.warnDays === undefined || held.warned) return null;
  const day = warnDay(tiers, held);
  return day !== null && today >= day ? { change: 'warned', now: { ...held, warned: true } } : null;
}

function warnDay(tiers: TierSet, held: TierState): Day | null {
  const end = lostOn(tiers, held);
  return end === null ? null : end - (tiers.warnDays ?? 0);
}

/** The first day after a validity that begins today. */
function validUntil({ validity }: TierSet, today: Day): Day | null {
  switch (validity.by) {
    case 'forever':
      return null;
    case 'days':
      return today + validity.days;
    case 'calendar':
      return periodEnd(today, validity.period, validity.later) + 1;
  }
}
