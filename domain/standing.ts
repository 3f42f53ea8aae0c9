import type { Move, MoveCause } from './decision.ts';
import { eventType, type CustomerEvent } from './event.ts';
import type { Playbook } from './playbook.ts';
import { isAction, type ScoringModel } from './rfm/model.ts';
import { scoreOf } from './rfm/score.ts';
import { segmentOf } from './rfm/segment.ts';
import { silenceStage } from './rfm/silence.ts';
import { silenceLimits } from './rfm/silence-limits.ts';
import { totalsOf } from './rfm/totals.ts';
import { hasOtherRules } from './rules.ts';
import type { CustomerState, Standing } from './state.ts';

export interface Scored {
  readonly state: CustomerState;
  readonly move: Move | null;
}

/**
 * Scores a customer as of `state.asOf` and places them.
 * @param events what was taken at this instant: the cause of a move, if there is one
 * @param before the state before this instant, perhaps under other rules
 */
export function rescore(
  playbook: Playbook,
  state: CustomerState,
  events: readonly CustomerEvent[],
  before: CustomerState,
): Scored {
  const at = state.asOf;
  const { scoring } = playbook;
  const totals = totalsOf(state.ledger, state, scoring, at);
  const limits = silenceLimits(state.ledger, playbook.silence, state.limits);
  const was = state.standing;
  const scores = totals && scoreOf(totals, scoring, at);
  const segment = scores && segmentOf(scores, scoring.segments);
  const from = was?.segment ?? null;
  const move = from === segment ? null : { from, to: segment, cause: causeOf(before, playbook, events, scores?.r) };
  const standing: Standing | null = scores &&
    segment && {
      scores,
      segment,
      since: move || !was ? at : was.since,
      previous: move || !was ? from : was.previous,
    };
  return { state: { ...state, standing, limits, silence: silenceStage(limits, at) }, move };
}

function causeOf(
  before: CustomerState,
  playbook: Playbook,
  events: readonly CustomerEvent[],
  recency: number | undefined,
): MoveCause {
  const cause = events.findLast((event) => canMove(event, playbook.scoring));
  if (cause) return { by: 'event', event: cause.key, type: eventType(cause) };
  if (hasOtherRules(before, playbook)) return { by: 'rules', playbook: playbook.version };
  return { by: 'silence', because: before.standing?.scores.r === recency ? 'window' : 'recency' };
}

/** A view that comes while a score falls by itself is not what moved anybody, unless it counts for the score. */
function canMove(event: CustomerEvent, { counts, recencyOf }: ScoringModel): boolean {
  if (event.kind === 'profile') return false;
  return event.kind !== 'activity' || recencyOf === 'engagement' || isAction(event.type, counts);
}
