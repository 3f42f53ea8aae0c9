import type { BadgeId } from '../ids.schema.ts';
import type { Instant } from '../time.ts';
import { NO_POINTS, type Account } from './account.ts';
import type { Day } from './calendar.ts';
import type { QuestStates } from './quests/state.ts';
import type { TierState } from './tier-state.ts';

/** Points that rules gave, less what refunds took, by the day of the event. */
export interface Gained {
  readonly total: number;
  /** Ascending, of the last two years. */
  readonly days: readonly (readonly [day: Day, points: number])[];
}

/** A customer's points, tier, badges and quests: a fold over the facts of their journal. */
export interface LoyaltyState {
  /** How many facts were told. */
  readonly facts: number;
  readonly account: Account;
  readonly gained: Gained;
  /** `null`: they hold none; left out: nobody has looked yet. */
  readonly tier?: TierState | null;
  /** Earned, each on which day of the workspace; left out: none. */
  readonly badges?: Readonly<Record<BadgeId, Day>>;
  /** In which they were; left out: none. */
  readonly quests?: QuestStates;
  /** When points, the tier or a quest change next although nothing happens; left out: never. No fact tells it. */
  readonly nextAt?: Instant;
}

export const NO_LOYALTY: LoyaltyState = { facts: 0, account: NO_POINTS, gained: { total: 0, days: [] } };
