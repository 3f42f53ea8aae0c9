import { placed, withPlaces } from '../audience/place.ts';
import type { Move, MoveCause } from './decision.ts';
import { eventType, LOYALTY_KINDS, type CustomerEvent } from '../events/event.ts';
import type { Playbook } from '../playbook.ts';
import { isAction, type ScoringModel } from '../scoring/model.ts';
import { Reading } from '../scoring/reading.ts';
import type { Scores } from '../scoring/scores.ts';
import { segmentOf, type SegmentId } from '../scoring/segment.ts';
import { silenceStage } from '../silence/silence.ts';
import { silenceLimits } from '../silence/silence-limits.ts';
import { hasOtherRules } from './adopt-rules.ts';
import type { CustomerState, Standing } from './state.ts';
import type { Instant } from '../time.ts';

/** Where a customer stands at one instant, and the move that brought them there, if any. */
export interface Scored extends Pick<CustomerState, 'standing' | 'limits' | 'silence'> {
  readonly move: Move | null;
}

/**
 * A customer scored and placed as of `state.asOf`, outside of any decision.
 * @param timezone the workspace's
 */
export function rescored(playbook: Playbook, state: CustomerState, timezone: string): CustomerState {
  const reading = new Reading(state.ledger, state, playbook.scoring, state.asOf);
  const { move: _move, ...scored } = rescore(playbook, state, reading, undefined, state);
  const next = { ...state, ...scored };
  return withPlaces(next, placed({ playbook, state: next, reading, at: state.asOf, timezone }));
}

/**
 * Scores a customer and places them.
 * @param state after what was taken at this instant
 * @param reading of that state, at this instant
 * @param event what was taken at this instant: the cause of a move, if there is one
 * @param before the state before this instant, perhaps under other rules
 */
export function rescore(
  playbook: Playbook,
  state: Pick<CustomerState, 'ledger' | 'limits' | 'standing' | 'engagedAt'>,
  { at, scores, isUnchanged }: Reading,
  event: CustomerEvent | undefined,
  before: CustomerState,
): Scored {
  const beside = { engagedAt: state.engagedAt, at, scoring: playbook.scoring };
  const limits = isUnchanged ? state.limits : silenceLimits(state.ledger, playbook.silence, state.limits, beside);
  const was = state.standing;
  const segment = scores && segmentOf(scores, playbook.scoring.segments);
  const from = was?.segment ?? null;
  const move = from === segment ? null : { from, to: segment, cause: causeOf(before, playbook, event, scores?.r) };
  const standing = scores && segment && standingAt(at, scores, segment, was);
  return { standing, limits, silence: silenceStage(limits, at), move };
}

function standingAt(at: Instant, scores: Scores, segment: SegmentId, was: Standing | null): Standing {
  if (was?.segment !== segment) return { scores, segment, since: at, previous: was?.segment ?? null };
  return was.scores === scores ? was : { ...was, scores };
}

function causeOf(
  before: CustomerState,
  playbook: Playbook,
  event: CustomerEvent | undefined,
  recency: number | undefined,
): MoveCause {
  if (event && canMove(event, playbook.scoring)) return { by: 'event', event: event.key, type: eventType(event) };
  if (hasOtherRules(before, playbook)) return { by: 'rules', playbook: playbook.version };
  return { by: 'silence', because: before.standing?.scores.r === recency ? 'window' : 'recency' };
}

/** What says something of a customer, and is nothing that they did. */
const UNMOVING: ReadonlySet<string> = new Set(['profile', 'identify', 'entry', 'webhook-reply', ...LOYALTY_KINDS]);

/** A view that comes while a score falls by itself is not what moved anybody, unless it counts for the score. */
function canMove(event: CustomerEvent, { counts, recencyOf }: ScoringModel): boolean {
  if (UNMOVING.has(event.kind)) return false;
  return event.kind !== 'activity' || recencyOf === 'engagement' || isAction(event.type, counts);
}
