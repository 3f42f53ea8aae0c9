import type { Instant } from '../time.ts';
import type { LoyaltyDraft } from './draft.schema.ts';

/** What earns points, when they expire, and which tiers, badges and quests there are: one published version. */
export interface Loyalty extends LoyaltyDraft {
  /** Grows with each published change. */
  readonly version: number;
  /** When the first version was published: what happened before it earns nothing. */
  readonly since: Instant;
}

/** What a programme of an earlier version does not say: 0.8.0 had no badges and no quests. */
export const NOT_SAID = { badges: [], quests: [] } satisfies Partial<LoyaltyDraft>;
