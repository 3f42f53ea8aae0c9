import type { Deadline } from './decision.ts';
import { nextJourneyDeadline } from './journey/advance.ts';
import type { Playbook } from './playbook.ts';
import { nextScoreChange, type ScoreChange } from './rfm/next-change.ts';
import { scoreLabel } from './rfm/scores.ts';
import { segmentName, segmentOf, type SegmentId } from './rfm/segment.ts';
import { nextSilence } from './rfm/silence.ts';
import type { CustomerState } from './state.ts';
import type { Instant } from './time.ts';

/** The earliest instant after `state.asOf` at which something changes although nothing happens. */
export function nextDeadline(state: CustomerState, playbook: Playbook): Deadline | null {
  return earliest([
    scoreDeadline(state, playbook),
    silenceDeadline(state),
    nextJourneyDeadline(state.journeys, playbook),
  ]);
}

/** The next change of segment by time alone: the first score change that crosses into another segment. */
export function nextMove(state: CustomerState, playbook: Playbook): NextMove | null {
  if (state.standing === null) return null;
  let from = state.asOf;
  for (;;) {
    const change = nextScoreChange(state.ledger, state, playbook.scoring, from);
    if (change === null) return null;
    const to = segmentOf(change.scores, playbook.scoring.segments);
    if (to !== null && to !== state.standing.segment) return { at: change.at, to, because: change.because };
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
  const change = nextScoreChange(state.ledger, state, playbook.scoring, state.asOf);
  if (change === null) return null;
  const segment = segmentOf(change.scores, playbook.scoring.segments);
  const cause = change.because === 'recency' ? 'no purchase for too long' : 'a purchase leaves the window';
  const isSame = segment === null || segment === state.standing?.segment;
  const goes = isSame ? 'score' : segmentName(segment, playbook.scoring.segments);
  return { at: change.at, because: `${goes} ${scoreLabel(change.scores)}: ${cause}` };
}

function silenceDeadline({ limits, asOf }: CustomerState): Deadline | null {
  const change = nextSilence(limits, asOf);
  return change && { at: change.at, because: `${change.stage}: no purchase for too long` };
}
