import type { OrderKey } from '../keys.ts';
import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import type { LoyaltyFact } from './facts.ts';
import { Keeper } from './keeper.ts';
import type { LoyaltyState } from './state.ts';

/** What steps of journeys made of a customer's points, badges and quests. */
export interface Given {
  readonly state: LoyaltyState;
  readonly facts: readonly LoyaltyFact[];
}

/**
 * Lets a keeper tell facts outside of what an event or time does: by a step of a journey.
 * @param timezone the workspace's, whose days are counted
 * @param order the purchase that earns it
 * @returns `null` where it told none: they have the badge already
 */
export function given(
  state: LoyaltyState | undefined,
  keep: (keeper: Keeper) => void,
  { at, timezone }: { readonly at: Instant; readonly timezone: string },
  order?: OrderKey,
): Given | null {
  const keeper = new Keeper(state, dayOf(at, timezone), new Map(), order);
  keep(keeper);
  return keeper.state === undefined || keeper.facts.length === 0 ? null : { state: keeper.state, facts: keeper.facts };
}
