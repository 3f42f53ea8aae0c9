import type { TierId } from '../ids.schema.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { activePoints, expiringIn, pendingPoints, type Expiring } from './account.ts';
import type { Day } from './calendar.ts';
import { metricOf } from './metric.ts';
import type { Loyalty } from './program.ts';
import { NO_LOYALTY, type LoyaltyState } from './state.ts';
import type { TierState } from './tier-state.ts';
import { lostOn, placeReached } from './tiers.ts';

/** Where somebody stands on the ladder. */
export interface TierView {
  /** `null`: they hold none. */
  readonly held: {
    readonly id: TierId;
    readonly name: string;
    readonly since: Day;
    readonly until: Day | null;
    /** The first day on which it is lost, if the metric does not keep it. */
    readonly lost: Day | null;
    readonly inGrace: boolean;
  } | null;
  /** What the metric has come to. */
  readonly value: number;
  readonly next: { readonly id: TierId; readonly name: string; readonly missing: number } | null;
}

/** A customer's points and tier, as people read them. */
export interface LoyaltyView {
  readonly active: number;
  readonly pending: number;
  readonly debt: number;
  /** The first to expire first. */
  readonly expiring: readonly Expiring[];
  /** `null`: the programme has no tiers. */
  readonly tier: TierView | null;
}

interface Viewed {
  readonly ledger: Ledger;
  readonly did?: Behaviour;
  readonly loyalty?: LoyaltyState;
}

/** As of an instant; of whoever nobody has looked at yet, the tier that they would be placed in. */
export function loyaltyView(program: Loyalty | undefined, state: Viewed, at: Instant, timezone: string): LoyaltyView {
  const { account, tier } = state.loyalty ?? NO_LOYALTY;
  return {
    active: activePoints(account),
    pending: pendingPoints(account),
    debt: account.debt,
    expiring: expiringIn(account),
    tier: tierView(program, state, tier, { at, timezone }),
  };
}

function tierView(
  program: Loyalty | undefined,
  state: Viewed,
  tier: TierState | null | undefined,
  { at, timezone }: { readonly at: Instant; readonly timezone: string },
): TierView | null {
  const tiers = program?.tiers;
  if (!tiers) return null;
  const today = dayOf(at, timezone);
  const value = metricOf(tiers, state, today, timezone);
  const { levels } = tiers;
  const place = tier === undefined ? placeReached(tiers, value) : levels.findIndex(({ id }) => id === tier?.tier);
  const level = levels[place];
  const above = levels[place + 1];
  const known: Pick<TierState, 'since' | 'until' | 'grace'> = tier ?? { since: today, until: null, grace: null };
  const { since, until, grace } = known;
  return {
    held: level
      ? { id: level.id, name: level.name, since, until, lost: lostOn(tiers, known), inGrace: grace !== null }
      : null,
    value,
    next: above ? { id: above.id, name: above.name, missing: Math.max(0, above.min - value) } : null,
  };
}
