import { DAY, utcDay, type Instant } from '../time.ts';
import { lastPurchaseAt, totalsOf, type Ledger } from './ledger.ts';
import { scoreOf, type ScoringModel, type Scores } from './score.ts';

export interface ScoreChange {
  readonly at: Instant;
  readonly scores: Scores;
  readonly because: 'recency' | 'window';
}

/**
 * The exact instant at which a score next changes although nothing happens: the last purchase grows too old for
 * its recency score, or purchases leave the window. `null` where no such instant remains.
 */
export function nextScoreChange(ledger: Ledger, model: ScoringModel, now: Instant): ScoreChange | null {
  const totals = totalsOf(ledger, model, now);
  if (totals === null) return null;
  const current = scoreOf(totals, model, now);
  for (const { at, because } of instantsOfChange(ledger, model, now)) {
    const then = totalsOf(ledger, model, at);
    if (then === null) return null;
    const scores = scoreOf(then, model, at);
    if (scores.r !== current.r || scores.f !== current.f || scores.m !== current.m) return { at, scores, because };
  }
  return null;
}

type Candidate = Pick<ScoreChange, 'at' | 'because'>;

/** Only at these instants can a score change; between them every input of the score stands still. */
function instantsOfChange(ledger: Ledger, model: ScoringModel, now: Instant): readonly Candidate[] {
  const last = lastPurchaseAt(ledger);
  const recency = model.recencyDays.map((cut): Candidate => ({ at: last + (cut + 1) * DAY, because: 'recency' }));
  const nextRecency = recency.find(({ at }) => at > now);
  const today = utcDay(now);
  const leaving = ledger.days
    .map(([day]): Candidate => ({ at: (day + model.windowDays + 1) * DAY, because: 'window' }))
    .filter(({ at }) => utcDay(at) > today);
  const candidates = nextRecency ? [...leaving, nextRecency] : leaving;
  return candidates.toSorted((a, b) => a.at - b.at);
}
