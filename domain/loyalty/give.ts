import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import type { LoyaltyFact } from './facts.ts';
import { Keeper } from './keeper.ts';
import { giveReward, type Reward } from './rewards/index.ts';
import type { Cause } from './rewards/cause.ts';
import type { LoyaltyState } from './state.ts';

/** What a reward made of a customer's points and badges. */
export interface Given {
  readonly state: LoyaltyState | undefined;
  /** Empty where nothing was given: they have the badge already. */
  readonly facts: readonly LoyaltyFact[];
}

/**
 * Gives a reward outside of what an event or time does: by a step of a journey.
 * @param timezone the workspace's, whose days are counted
 */
export function given(
  state: LoyaltyState | undefined,
  reward: Reward,
  cause: Cause,
  { at, timezone }: { readonly at: Instant; readonly timezone: string },
): Given {
  const keeper = new Keeper(state, dayOf(at, timezone), new Map());
  giveReward(reward, cause, keeper);
  return { state: keeper.state, facts: keeper.facts };
}
