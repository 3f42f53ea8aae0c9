import type { Effect } from '../effect.ts';
import { couponEffectKey, type CustomerKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { CouponGranted, LoyaltyFact } from './facts.ts';
import { tierEffects } from './tier-effects.ts';

/** What the world must see of these facts; a kind of reward that the world has to give has a case of its own. */
export function loyaltyEffects(
  facts: readonly LoyaltyFact[],
  customer: CustomerKey,
  at: Instant,
): readonly Effect<'changeTier' | 'grantCoupon'>[] {
  return facts.flatMap((fact): readonly Effect<'changeTier' | 'grantCoupon'>[] => {
    switch (fact.what) {
      case 'tier':
        return tierEffects(fact, customer, at);
      case 'granted':
        return [grantEffect(fact, customer, at)];
      case 'earned':
      case 'awarded':
      case 'badge':
      case 'quest':
      case 'ticket':
      case 'drawn':
      case 'activated':
      case 'spent':
      case 'returned':
      case 'refused':
      case 'reversed':
      case 'expired':
      case 'adjusted':
        return [];
    }
  });
}

function grantEffect({ n, pool, order }: CouponGranted, customer: CustomerKey, at: Instant): Effect<'grantCoupon'> {
  const origin = { by: 'reward', fact: n } as const;
  const about = {
    kind: 'grantCoupon',
    key: couponEffectKey(customer, n),
    origin,
    at,
    summary: `coupon of ${pool}`,
    pool,
  } as const;
  return order === undefined ? about : { ...about, order };
}
