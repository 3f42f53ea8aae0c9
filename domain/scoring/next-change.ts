import type { Instant } from '../time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ScoringModel } from './model.ts';
import { Reading } from './reading.ts';
import { daysBeyond, instantOfDays, scoreOf } from './score.ts';
import type { Scores } from './scores.ts';
import {
  afterLeaving,
  firstInWindow,
  leavingAt,
  recencyFrom,
  totalsChangeAt,
  type Engagement,
} from '../ledger/totals.ts';

export interface ScoreChange {
  readonly at: Instant;
  readonly scores: Scores;
  readonly because: 'recency' | 'window';
}

/**
 * The exact instant at which a score next changes although nothing happens: the last purchase grows too old for
 * its recency score, or purchases leave the window. `null` where no such instant remains.
 */
export function nextScoreChange(
  ledger: Ledger,
  engagement: Engagement,
  model: ScoringModel,
  now: Instant,
): ScoreChange | null {
  return changeAfter(new Reading(ledger, engagement, model, now), ledger, model);
}

/** Before this instant no score changes by time alone: quicker to tell than when one does. Infinite where none ever will. */
export function earliestChange(ledger: Ledger, engagement: Engagement, model: ScoringModel, now: Instant): Instant {
  if (ledger.orders === 0) return Infinity;
  const aged = nextAge(recencyFrom(ledger, engagement, model), model, now);
  return Math.min(aged, totalsChangeAt(ledger, model, now) ?? Infinity);
}

/** As `nextScoreChange`, after an instant whose reading is at hand. */
export function changeAfter(reading: Reading, ledger: Ledger, model: ScoringModel): ScoreChange | null {
  const { at: now, scores } = reading;
  let then = reading.totals();
  if (then === null || scores === null) return null;
  const aged = nextAge(then.recencyFrom, model, now);
  for (let place = firstInWindow(ledger, model, now); place < ledger.days.length; place += 1) {
    const leaving = leavingAt(ledger, model, place);
    if (aged < leaving.at) break;
    then = afterLeaving(then, leaving, ledger, model);
    const after = scoreOf(then, model, leaving.at);
    if (!isSame(after, scores)) return { at: leaving.at, scores: after, because: 'window' };
  }
  return aged === Infinity ? null : { at: aged, scores: scoreOf(then, model, aged), because: 'recency' };
}

/** When the recency score next falls, whatever else happens; infinite where it cannot fall any more. */
function nextAge(from: Instant, model: ScoringModel, now: Instant): Instant {
  const { cuts, edge } = model.recency;
  let next = Infinity;
  for (const cut of cuts) {
    const at = instantOfDays(from, daysBeyond(cut, edge), model);
    if (at > now && at < next) next = at;
  }
  return next;
}

function isSame(a: Scores, b: Scores): boolean {
  return a.r === b.r && a.f === b.f && a.m === b.m;
}
