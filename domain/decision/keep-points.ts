import { asksOf } from '../behaviour/asks.ts';
import { withNoted } from '../behaviour/note.ts';
import type { CustomerEvent } from '../events/event.ts';
import type { LoyaltyFact } from '../loyalty/facts.ts';
import type { Given } from '../loyalty/give.ts';
import { withNext } from '../loyalty/next.ts';
import { takeLoyalty, type LoyaltyInstant, type LoyaltyTaken } from '../loyalty/take.ts';
import type { Playbook } from '../playbook.ts';
import type { Recall } from './apply-event.ts';
import type { CustomerState } from './state.ts';
import type { Circumstances } from './take-instant.ts';

/** A copy that is still being made. */
type Draft<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** Notes what the customer did, as far as anybody asks. */
export function note(next: Draft<CustomerState>, event: CustomerEvent | undefined, playbook: Playbook): void {
  const did = event && withNoted(next.did, event, asksOf(playbook));
  if (did !== undefined) next.did = did;
}

/** Of a customer without points, where there is no programme. */
export const NO_POINTS_TAKEN: LoyaltyTaken = { state: undefined, facts: [], changes: [] };

/** Whether points and the tier are to be looked at at all: without a programme they cost nothing. */
export function hasPoints({ loyalty }: Playbook, state: CustomerState): boolean {
  return loyalty !== undefined || state.loyalty !== undefined;
}

/** Takes the instant through points and the tier. */
export function keepPoints(
  next: Draft<CustomerState>,
  instant: Omit<LoyaltyInstant, 'orders' | 'points'>,
  { orders, points, outcomes }: Recall,
): LoyaltyTaken {
  const taken = takeLoyalty({ ...instant, orders, points });
  if (taken.state !== undefined) next.loyalty = taken.state;
  if (instant.event && taken.outcome) outcomes.set(instant.event.key, taken.outcome);
  return taken;
}

/**
 * Adds what steps of journeys gave at this very instant.
 * @returns all facts of the instant, in order
 */
export function withGiven(
  next: Draft<CustomerState>,
  given: Given | null,
  before: readonly LoyaltyFact[],
  { playbook, timezone }: Pick<Circumstances, 'playbook' | 'timezone'>,
): readonly LoyaltyFact[] {
  if (given === null) return before;
  next.loyalty = withNext(given.state, playbook.loyalty, { at: next.asOf, timezone });
  return [...before, ...given.facts];
}
