import { applyEvent, nothingRecalled, refold } from './apply-event.ts';
import { takenAt, type CustomerEvent } from '../events/event.ts';
import type { JourneyId } from '../ids.schema.ts';
import { standingsFrom } from '../journey/evolve.ts';
import type { JourneyFact } from '../journey/facts.ts';
import { standingIn, type Enrolment, type JourneyStandings } from '../journey/standing.ts';
import { nextDeadline, nextMove } from './next-deadline.ts';
import { entriesOf } from '../own.ts';
import type { Playbook } from '../playbook.ts';
import { firstPurchaseAt, lastPurchaseAt } from '../ledger/ledger.ts';
import { nextSilence } from '../silence/silence.ts';
import { kept } from './adopt-rules.ts';
import { rescored } from './rescore.ts';
import { NEW_CUSTOMER, type CustomerState } from './state.ts';
import type { Instant } from '../time.ts';

/** One fact that the live state and its rebuilding do not agree on; values as JSON. */
export interface Difference {
  readonly field: string;
  readonly live: string;
  readonly rebuilt: string;
}

/**
 * The state that follows from the events alone, by the same core, as of the instant the live state was last decided.
 * What no event says stays as it is: journeys (see `journeyDifferences`), messages sent, and when a segment was entered.
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

/** As much of an entry of the journal as tells where a customer stands in journeys. */
export interface ToldEntry {
  readonly at: Instant;
  readonly facts: readonly JourneyFact[];
  /** The facts were made of what an earlier version noted, which did not say everything. */
  readonly earlier?: true;
}

/**
 * Where the live state and a fold over the journal do not agree on journeys. Of enrolments of which an earlier version
 * told a part, the step and whether they are over are compared, and nothing else.
 * @param entries of the customer's whole journal, oldest first
 */
export function journeyDifferences(live: CustomerState, entries: readonly ToldEntry[]): readonly Difference[] {
  const folded = standingsFrom(entries);
  const partly = new Set(entries.flatMap(({ earlier, facts }) => (earlier ? facts.map(enrolmentOf) : [])));
  const shown = (standings: JourneyStandings, journey: JourneyId) => {
    const { entered, enrolments } = standingIn(standings, journey);
    return JSON.stringify({
      entered,
      enrolments: enrolments.map((one) => (partly.has(`${journey}:${one.enrolment}`) ? partOf(one) : sorted(one))),
    });
  };
  const ids = new Set([...entriesOf(live.journeys), ...entriesOf(folded)].map(([id]) => id));
  return [...ids].flatMap((id) => {
    const [one, other] = [shown(live.journeys, id), shown(folded, id)];
    return one === other ? [] : [{ field: `journeys.${id}`, live: one, rebuilt: other }];
  });
}

function enrolmentOf({ place }: JourneyFact): string {
  return `${place.journey}:${place.enrolment}`;
}

function partOf(enrolment: Enrolment) {
  return { is: enrolment.is, enrolment: enrolment.enrolment, step: enrolment.is === 'inside' ? enrolment.step : null };
}

/** The store may give fields back in another order. */
function sorted(enrolment: Enrolment): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(enrolment).toSorted(([a], [b]) => (a < b ? -1 : 1)));
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
