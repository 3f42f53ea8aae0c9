import type { Effect } from '../effect.ts';
import type { CustomerKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { LoyaltyFact } from './facts.ts';
import { tierEffects } from './tier-effects.ts';

/** What the world must see of these facts; a kind of reward that the world has to give has a case of its own. */
export function loyaltyEffects(
  facts: readonly LoyaltyFact[],
  customer: CustomerKey,
  at: Instant,
): readonly Effect<'changeTier'>[] {
  return facts.flatMap((fact) => {
    switch (fact.what) {
      case 'tier':
        return tierEffects(fact, customer, at);
      case 'earned':
      case 'awarded':
      case 'badge':
      case 'quest':
      case 'activated':
      case 'spent':
      case 'refused':
      case 'reversed':
      case 'expired':
      case 'adjusted':
        return [];
    }
  });
}
