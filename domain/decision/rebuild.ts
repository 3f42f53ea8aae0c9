import { together, type Attributes } from '../attributes/attributes.ts';
import { attributesOf } from '../attributes/said-by.ts';
import { withPlaces } from '../audience/place.ts';
import { asksOf } from '../behaviour/asks.ts';
import { asAsked } from '../behaviour/note.ts';
import { takenAt, type CustomerEvent } from '../events/event.ts';
import { nextDeadline, nextMove } from './next-deadline.ts';
import type { Playbook } from '../playbook.ts';
import { firstPurchaseAt, lastPurchaseAt } from '../ledger/ledger.ts';
import { nextSilence } from '../silence/silence.ts';
import { kept, reread, rulesIn } from './adopt-rules.ts';
import { rescored } from './rescore.ts';
import { changeProfile } from './profile.ts';
import { NEW_CUSTOMER, type CustomerState, type Profile } from './state.ts';
import type { Instant } from '../time.ts';

/** One fact that the live state and its rebuilding do not agree on; values as JSON. */
export interface Difference {
  readonly field: string;
  readonly live: string;
  readonly rebuilt: string;
}

/**
 * The state that follows from the events alone, by the same core, as of the instant the live state was last decided. It
 * begins with a customer of whom nothing is known. Of `live` it takes the instant and the rules, and what no event says:
 * journeys (see `journeyDifferences`), points and the tier (see `loyaltyDifferences`), messages decided lately, and when a segment, a membership and a stage of silence
 * began.
 * @param history every event applied to `live`, in any order
 * @param timezone the workspace's
 * @param said of attributes by steps, as the journal tells it
 */
export function rebuildState(
  live: CustomerState,
  history: readonly CustomerEvent[],
  playbook: Playbook,
  timezone: string,
  said: Attributes = {},
): CustomerState {
  const { asOf, rules, standing, fired, journeys, conditionsAt, datesAt, sent, audiences, loyalty } = live;
  const ahead = {
    ...(conditionsAt === undefined ? {} : { conditionsAt }),
    ...(datesAt === undefined ? {} : { datesAt }),
    ...(audiences === undefined ? {} : { audiences }),
    ...(loyalty === undefined ? {} : { loyalty }),
  };
  const untold = { asOf, playbook: playbook.version, rules, standing, fired, journeys, ...ahead, sent };
  return foldedFrom({ ...NEW_CUSTOMER, ...untold, ...said }, history, playbook, timezone);
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
 * @param said of attributes by steps until then
 */
export function stateAt(
  history: readonly CustomerEvent[],
  playbook: Playbook,
  at: Instant,
  timezone: string,
  said: Attributes = {},
): CustomerState {
  const known = history.filter((event) => takenAt(event) <= at);
  const rules = rulesIn(playbook);
  const fresh = { ...NEW_CUSTOMER, asOf: at, playbook: playbook.version, rules, ...said };
  return foldedFrom(fresh, known, playbook, timezone);
}

function foldedFrom(
  fresh: CustomerState,
  history: readonly CustomerEvent[],
  playbook: Playbook,
  timezone: string,
): CustomerState {
  const { counts } = playbook.scoring;
  const folded = reread(fresh, history, playbook);
  const current = {
    ...folded,
    profile: profileOf(history),
    ...together(fresh, attributesOf(history)),
    ...kept(folded, fresh.asOf, counts),
  };
  return rescored(playbook, current, timezone);
}

/** What two events say of one thing at the same time is settled by which of them was taken first. */
function profileOf(history: readonly CustomerEvent[]): Profile {
  const changes = history.filter((event) => event.kind === 'profile');
  return changes
    .toSorted((a, b) => takenAt(a) - takenAt(b) || a.at - b.at || (a.key < b.key ? -1 : 1))
    .reduce(changeProfile, {});
}

/** What follows from events and rules, and nothing that depends on how they were learned. */
function factsOf(state: CustomerState, playbook: Playbook): Readonly<Record<string, unknown>> {
  const { ledger, standing, limits, profile } = state;
  return {
    timezone: profile.timezone ?? null,
    country: profile.country ?? null,
    consents: profile.consents ?? null,
    addresses: profile.addresses ?? null,
    attributes: state.attributes ?? {},
    replaced: state.replaced ?? null,
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
    audiences: Object.keys(state.audiences ?? {}).toSorted(),
    // Of those who were known before hours were counted nothing can be compared.
    ...(state.hours === undefined ? {} : { hours: state.hours }),
    did: asAsked(state.did, asksOf(playbook)) ?? null,
    scores: standing && standing.scores,
    segment: standing && standing.segment,
    silence: state.silence,
    limits: limits && [limits.overdueAt, limits.lapsedAt, limits.by],
    nextMove: nextMove(state, playbook),
    nextSilence: nextSilence(limits, state.asOf),
    // When audiences are looked at again may be said too early, and then depends on when it is said.
    nextDeadline: nextDeadline(withPlaces(state, { changes: [] }), playbook),
  };
}
