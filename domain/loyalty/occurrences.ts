import type { BadgeOccurrence } from '../journey/triggers/badge.ts';
import type { ExpiringOccurrence } from '../journey/triggers/expiring.ts';
import type { QuestOccurrence } from '../journey/triggers/quest.ts';
import type { ReferralOccurrence } from '../journey/triggers/referral.ts';
import type { TierOccurrence } from '../journey/triggers/tier.ts';
import { isPointsFact, type LoyaltyFact, type TierChanged } from './facts.ts';
import type { ReferralFact } from './referral/facts.ts';
import type { QuestFact } from './quests/facts.ts';

/** Something of points, tiers, quests and badges that journeys may react to. */
export type LoyaltyOccurrence =
  | TierOccurrence
  | QuestOccurrence
  | BadgeOccurrence
  | ExpiringOccurrence
  | ReferralOccurrence;

/** What journeys may react to of these facts, in order. */
export function occurrencesIn(facts: readonly LoyaltyFact[]): readonly LoyaltyOccurrence[] {
  return facts.flatMap((fact): readonly LoyaltyOccurrence[] => {
    if (isPointsFact(fact)) return [];
    switch (fact.what) {
      case 'tier':
        return isSeen(fact.change)
          ? [{ kind: 'tier', changed: fact.change, from: fact.from, to: fact.now?.tier ?? null }]
          : [];
      case 'badge':
        return [{ kind: 'badge', badge: fact.badge }];
      case 'quest':
        return ofQuest(fact);
      case 'points-expiring':
        return [{ kind: 'expiring', what: 'points', days: fact.days }];
      case 'coupon-expiring':
        return [{ kind: 'expiring', what: 'coupon', days: fact.days, pool: fact.pool }];
      case 'referral':
        return ofReferral(fact);
      case 'granted':
      case 'ticket':
      case 'drawn':
      case 'coupon-held':
      case 'coupon-used':
        return [];
    }
  });
}

function isSeen(change: TierChanged['change']): change is TierOccurrence['changed'] {
  return change === 'up' || change === 'down' || change === 'warned';
}

function ofQuest(fact: QuestFact): readonly QuestOccurrence[] {
  const { quest } = fact;
  switch (fact.is) {
    case 'progressed':
    case 'completed':
    case 'ending':
    case 'expired':
      return [{ kind: 'quest', quest, is: fact.is }];
    case 'milestone':
      return [{ kind: 'quest', quest, is: fact.is, milestone: fact.milestone }];
    case 'started':
    case 'rolled-back':
    case 'withdrawn':
      return [];
  }
}

function ofReferral({ is }: ReferralFact): readonly ReferralOccurrence[] {
  return is === 'lost' ? [] : [{ kind: 'referral', is }];
}
