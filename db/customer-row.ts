import type { Decision } from '../domain/decide.ts';
import type { CustomerId, JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import type { CustomerKey } from '../domain/keys.ts';
import { nextMove } from '../domain/next-deadline.ts';
import type { Playbook } from '../domain/playbook.ts';
import { totalsOf } from '../domain/rfm/ledger.ts';
import { nextSilence } from '../domain/rfm/silence.ts';
import { scoreLabel } from '../domain/rfm/score.ts';
import type { CustomerState, JourneyStanding } from '../domain/state.ts';
import type { CustomerRow } from './customers.ts';

/** The read model that goes with a decision. */
export function customerRow(
  who: { readonly workspace: WorkspaceId; readonly customer: CustomerId; readonly chain: string },
  key: CustomerKey,
  { state, next }: Pick<Decision, 'state' | 'next'>,
  playbook: Playbook,
): CustomerRow {
  const totals = totalsOf(state.ledger, playbook.scoring, state.asOf);
  const scores = state.standing?.scores;
  return {
    _id: key,
    workspace: who.workspace,
    customer: who.customer,
    chain: who.chain,
    turn: state.turn,
    state,
    segment: state.standing?.segment ?? null,
    score: scores ? scoreLabel(scores) : null,
    r: scores?.r ?? null,
    f: scores?.f ?? null,
    m: scores?.m ?? null,
    orders: totals?.orders ?? 0,
    revenue: totals?.revenue ?? 0,
    lastPurchaseAt: totals?.lastPurchaseAt ?? null,
    since: state.standing?.since ?? null,
    next,
    nextMove: nextMove(state, playbook),
    nextSilence: nextSilence(totals?.lastPurchaseAt ?? null, playbook.silence, state.asOf),
    inside: journeysInside(state),
    asOf: state.asOf,
  };
}

/** Journeys the customer is inside of, in a stable order. */
export function journeysInside(state: CustomerState): readonly JourneyId[] {
  const entries = Object.entries(state.journeys) as [JourneyId, JourneyStanding][];
  return entries.flatMap(([id, { inside }]) => (inside ? [id] : [])).toSorted();
}
