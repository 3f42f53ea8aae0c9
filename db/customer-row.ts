import type { Decision } from '../domain/decide.ts';
import type { CustomerId, JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import type { CustomerKey } from '../domain/keys.ts';
import { nextMove } from '../domain/next-deadline.ts';
import { entriesOf } from '../domain/own.ts';
import type { Playbook } from '../domain/playbook.ts';
import { firstPurchaseAt } from '../domain/rfm/ledger.ts';
import { outlook } from '../domain/rfm/outlook.ts';
import { nextSilence } from '../domain/rfm/silence.ts';
import type { Totals } from '../domain/rfm/score.ts';
import { scoreLabel } from '../domain/rfm/scores.ts';
import { totalsOf } from '../domain/rfm/totals.ts';
import type { CustomerState } from '../domain/state.ts';
import { DAY } from '../domain/time.ts';
import type { CustomerRow } from './customers.ts';

/** The read model that goes with a decision. */
export function customerRow(
  who: { readonly workspace: WorkspaceId; readonly customer: CustomerId; readonly chain: string },
  key: CustomerKey,
  { state, next }: Pick<Decision, 'state' | 'next'>,
  playbook: Playbook,
): CustomerRow {
  const totals = totalsOf(state.ledger, state, playbook.scoring, state.asOf);
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
    outlook: outlook(state, playbook.silence, lately(state, totals, playbook), OUTLOOK_DAYS),
    uncounted: 1,
    next,
    nextMove: nextMove(state, playbook),
    nextSilence: nextSilence(state.limits, state.asOf),
    inside: journeysInside(state),
    asOf: state.asOf,
  };
}

/** How far ahead the outlook looks, days. */
const OUTLOOK_DAYS = 90;

/** What was bought in the window, or since the first purchase where there is no window. */
function lately({ ledger, asOf }: CustomerState, totals: Totals | null, { scoring }: Playbook) {
  const lifeDays = Math.max(OUTLOOK_DAYS, (asOf - (firstPurchaseAt(ledger) ?? asOf)) / DAY);
  return { orders: totals?.orders ?? 0, revenue: totals?.revenue ?? 0, days: scoring.windowDays ?? lifeDays };
}

function standingOf({ standing }: CustomerState): Pick<CustomerRow, 'segment' | 'score' | 'r' | 'f' | 'm' | 'since'> {
  if (standing === null) return { segment: null, score: null, r: null, f: null, m: null, since: null };
  const { scores, segment, since } = standing;
  return { segment, score: scoreLabel(scores), ...scores, since };
}

/** Journeys the customer is inside of, in a stable order. */
export function journeysInside(state: CustomerState): readonly JourneyId[] {
  return entriesOf(state.journeys)
    .flatMap(([id, { inside }]) => (inside ? [id] : []))
    .toSorted();
}
