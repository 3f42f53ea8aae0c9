import type { Deadline } from './decision.ts';
import { nextJourneyDeadline } from './journey/advance.ts';
import type { Playbook } from './playbook.ts';
import { lastPurchaseAt } from './rfm/ledger.ts';
import { nextScoreChange, type ScoreChange } from './rfm/next-change.ts';
import { scoreLabel } from './rfm/score.ts';
import { segmentName, segmentOf, type SegmentId } from './rfm/segment.ts';
import { nextSilence } from './rfm/silence.ts';
import type { CustomerState } from './state.ts';
import type { Instant } from './time.ts';

/** The earliest instant after `state.asOf` at which something changes although nothing happens. */
export function nextDeadline(state: CustomerState, playbook: Playbook): Deadline | null {
  return earliest([
    scoreDeadline(state, playbook),
    silenceDeadline(state, playbook),
    nextJourneyDeadline(state.journeys, playbook),
  ]);
}

/** The next change of segment by time alone: the first score change that crosses into another segment. */
export function nextMove(state: CustomerState, playbook: Playbook): NextMove | null {
  if (state.standing === null) return null;
  let from = state.asOf;
  for (;;) {
    const change = nextScoreChange(state.ledger, playbook.scoring, from);
    if (change === null) return null;
    const to = segmentOf(change.scores, playbook.segments);
    if (to !== state.standing.segment) return { at: change.at, to, because: change.because };
    from = change.at;
  }
}

export interface NextMove {
  readonly at: Instant;
  readonly to: SegmentId;
  readonly because: ScoreChange['because'];
}

function earliest(deadlines: readonly (Deadline | null)[]): Deadline | null {
  return deadlines.reduce((first, next) => (next && (!first || next.at < first.at) ? next : first), null);
}

function scoreDeadline(state: CustomerState, playbook: Playbook): Deadline | null {
  const change = nextScoreChange(state.ledger, playbook.scoring, state.asOf);
  if (change === null) return null;
  const segment = segmentOf(change.scores, playbook.segments);
  const cause = change.because === 'recency' ? 'no purchase for too long' : 'a purchase leaves the window';
  const goes = segment === state.standing?.segment ? 'score' : segmentName(segment);
  return { at: change.at, because: `${goes} ${scoreLabel(change.scores)}: ${cause}` };
}

function silenceDeadline(state: CustomerState, playbook: Playbook): Deadline | null {
  if (state.ledger.orders === 0) return null;
  const change = nextSilence(lastPurchaseAt(state.ledger), playbook.silence, state.asOf);
  return change && { at: change.at, because: `${change.stage}: no purchase for too long` };
}
