import { DAY, utcDay, type Instant } from '../time.ts';
import type { Ledger } from './ledger.ts';
import type { ScoringModel } from './model.ts';
import { daysBeyond, instantOfDays, scoreOf, type Totals } from './score.ts';
import type { Scores } from './scores.ts';
import { totalsOf, type Engagement } from './totals.ts';

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
  const totals = totalsOf(ledger, engagement, model, now);
  if (totals === null) return null;
  const current = scoreOf(totals, model, now);
  for (const { at, because } of instantsOfChange(ledger, totals, model, now)) {
    const then = totalsOf(ledger, engagement, model, at);
    if (then === null) return null;
    const scores = scoreOf(then, model, at);
    if (scores.r !== current.r || scores.f !== current.f || scores.m !== current.m) return { at, scores, because };
  }
  return null;
}

type Candidate = Pick<ScoreChange, 'at' | 'because'>;

/** Only at these instants can a score change; between them every input of the score stands still. */
function instantsOfChange(
  ledger: Ledger,
  { recencyFrom }: Totals,
  model: ScoringModel,
  now: Instant,
): readonly Candidate[] {
  const { cuts, edge } = model.recency;
  const recency = cuts
    .map((cut): Candidate => ({ at: instantOfDays(recencyFrom, daysBeyond(cut, edge), model), because: 'recency' }))
    .filter(({ at }) => at > now);
  const nextRecency = recency.reduce<Candidate | null>(
    (first, one) => (first && first.at <= one.at ? first : one),
    null,
  );
  const leaving = leavingWindow(ledger, model, now);
  const candidates = nextRecency ? [...leaving, nextRecency] : leaving;
  return candidates.toSorted((a, b) => a.at - b.at);
}

function leavingWindow(ledger: Ledger, { windowDays }: ScoringModel, now: Instant): readonly Candidate[] {
  if (windowDays === null) return [];
  const today = utcDay(now);
  return ledger.days
    .map(([day]): Candidate => ({ at: (day + windowDays + 1) * DAY, because: 'window' }))
    .filter(({ at }) => utcDay(at) > today);
}
