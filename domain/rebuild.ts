import { applyEvent, nothingRecalled, refold } from './apply.ts';
import { takenAt, type CustomerEvent } from './event.ts';
import { nextDeadline, nextMove } from './next-deadline.ts';
import type { Playbook } from './playbook.ts';
import { firstPurchaseAt, lastPurchaseAt } from './rfm/ledger.ts';
import { nextSilence } from './rfm/silence.ts';
import { kept } from './rules.ts';
import { rescored } from './standing.ts';
import { NEW_CUSTOMER, type CustomerState } from './state.ts';
import type { Instant } from './time.ts';

/** One fact that the live state and its rebuilding do not agree on; values as JSON. */
export interface Difference {
  readonly field: string;
  readonly live: string;
  readonly rebuilt: string;
}

/**
 * The state that follows from the events alone, by the same core, as of the instant the live state was last decided.
 * What no event says stays as it is: journeys, messages sent, and when a segment was entered.
 * @param history every event applied to `live`, in any order
 */
export function rebuildState(
  live: CustomerState,
  history: readonly CustomerEvent[],
  playbook: Playbook,
): CustomerState {
  const folded = refold({ ...live, limits: null }, history, playbook.scoring.counts);
  const current = { ...folded, ...kept(folded, live.asOf, playbook.scoring.counts) };
  return rescored(playbook, current);
}

/** Empty where both agree. */
export function differencesOf(live: CustomerState, rebuilt: CustomerState, playbook: Playbook): readonly Difference[] {
  const before = factsOf(live, playbook);
  const after = factsOf(rebuilt, playbook);
  return Object.keys(before).flatMap((field) => {
    const [one, other] = [JSON.stringify(before[field]), JSON.stringify(after[field])];
    return one === other ? [] : [{ field, live: one, rebuilt: other }];
  });
}

/**
 * The state as of a past instant: what was known then, under the rules given. Journeys are not part of it.
 * @param history every event of the customer, in any order
 */
export function stateAt(history: readonly CustomerEvent[], playbook: Playbook, at: Instant): CustomerState {
  const known = history.filter((event) => takenAt(event) <= at);
  const { scoring, silence } = playbook;
  const rules = { scoring: scoring.version, silence: silence.version };
  const fresh = { ...NEW_CUSTOMER, asOf: at, playbook: playbook.version, rules };
  const folded = refold(fresh, known, scoring.counts);
  const current = { ...withProfile(folded, known, playbook), ...kept(folded, at, scoring.counts) };
  return rescored(playbook, current);
}

function withProfile(state: CustomerState, known: readonly CustomerEvent[], { scoring }: Playbook): CustomerState {
  const changes = known.filter(({ kind }) => kind === 'profile');
  return changes.reduce((customer, event) => applyEvent(customer, nothingRecalled(), event, scoring.counts), state);
}

/** What follows from events and rules, and nothing that depends on how they were learned. */
function factsOf(state: CustomerState, playbook: Playbook): Readonly<Record<string, unknown>> {
  const { ledger, standing, limits } = state;
  return {
    days: ledger.days,
    past: ledger.past,
    lastAt: ledger.orders > 0 ? lastPurchaseAt(ledger) : null,
    orders: ledger.orders,
    revenue: ledger.revenue,
    firstAt: firstPurchaseAt(ledger),
    early: ledger.early,
    summary: ledger.summary,
    engagedAt: state.engagedAt,
    signals: state.signals,
    scores: standing && standing.scores,
    segment: standing && standing.segment,
    silence: state.silence,
    limits: limits && [limits.overdueAt, limits.lapsedAt, limits.by],
    nextMove: nextMove(state, playbook),
    nextSilence: nextSilence(limits, state.asOf),
    nextDeadline: nextDeadline(state, playbook),
  };
}
