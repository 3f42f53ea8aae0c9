import type { Decision } from '../../domain/decision/decide.ts';
import { valueAtStake } from '../../domain/silence/figures.ts';
import { NO_MEMBERSHIPS } from '../../domain/audience/memberships.ts';
import type { AudienceId, CustomerId, JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import { allInside } from '../../domain/journey/standing.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { entriesOf } from '../../domain/own.ts';
import { nextMove } from '../../domain/decision/next-deadline.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { nextSilence } from '../../domain/silence/silence.ts';
import { scoreLabel } from '../../domain/scoring/scores.ts';
import { totalsChangeAt, totalsOf } from '../../domain/ledger/totals.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { Instant } from '../../domain/time.ts';
import { NEVER, type CustomerRow } from './customers.ts';

/**
 * The read model that goes with a decision.
 * @param at the instant as of which totals are counted
 */
export function customerRow(
  who: { readonly workspace: WorkspaceId; readonly customer: CustomerId; readonly chain: string },
  key: CustomerKey,
  { state, next }: Pick<Decision, 'state' | 'next'>,
  playbook: Playbook,
  at: Instant = state.asOf,
): CustomerRow {
  const totals = totalsOf(state.ledger, state, playbook.scoring, at);
  const lastPurchaseAt = totals?.lastPurchaseAt ?? null;
  return {
    _id: key,
    workspace: who.workspace,
    customer: who.customer,
    chain: who.chain,
    turn: state.turn,
    state,
    ...standingOf(state),
    orders: totals?.orders ?? 0,
    revenue: totals?.revenue ?? 0,
    lastPurchaseAt,
    totalsUntil: totalsChangeAt(state.ledger, playbook.scoring, at) ?? NEVER,
    atStake: valueAtStake(state, playbook),
    uncounted: 1,
    next,
    nextMove: nextMove(state, playbook),
    nextSilence: nextSilence(state.limits, state.asOf),
    inside: journeysInside(state),
    audiences: audiencesOf(state),
    asOf: state.asOf,
  };
}

function standingOf({ standing }: CustomerState): Pick<CustomerRow, 'segment' | 'score' | 'r' | 'f' | 'm' | 'since'> {
  if (standing === null) return { segment: null, score: null, r: null, f: null, m: null, since: null };
  const { scores, segment, since } = standing;
  return { segment, score: scoreLabel(scores), ...scores, since };
}

/** Audiences the customer is in, in a stable order. */
function audiencesOf({ audiences = NO_MEMBERSHIPS }: CustomerState): readonly AudienceId[] {
  return entriesOf(audiences)
    .map(([audience]) => audience)
    .toSorted();
}

/** Journeys the customer is inside of, in a stable order. */
export function journeysInside(state: CustomerState): readonly JourneyId[] {
  return [...new Set(allInside(state.journeys).map(([journey]) => journey))].toSorted();
}
