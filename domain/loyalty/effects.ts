import type { Effect, LoyaltyEffectKind } from '../effect.ts';
import { couponEffectKey, referralEffectKey, type CustomerKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import { warnsOfCoupons } from './expiring.ts';
import { isPointsFact, type CouponGranted, type LoyaltyFact } from './facts.ts';
import type { Loyalty } from './program.ts';
import type { ReferralFact } from './referral/facts.ts';
import { tierEffects } from './tier-effects.ts';

/** What the world must see of these facts; a kind of reward that the world has to give has a case of its own. */
export function loyaltyEffects(
  facts: readonly LoyaltyFact[],
  customer: CustomerKey,
  at: Instant,
  program?: Pick<Loyalty, 'expiryWarnDays'>,
): readonly Effect<LoyaltyEffectKind>[] {
  return facts.flatMap((fact): readonly Effect<LoyaltyEffectKind>[] => {
    if (isPointsFact(fact)) return [];
    switch (fact.what) {
      case 'tier':
        return tierEffects(fact, customer, at);
      case 'granted':
        return [{ ...grantEffect(fact, customer, at), ...(warnsOfCoupons(program) ? { tells: true } : {}) }];
      case 'referral':
        return fact.is === 'rewarded' ? [tellEffect(fact, customer, at)] : [];
      case 'badge':
      case 'quest':
      case 'ticket':
      case 'drawn':
      case 'points-expiring':
      case 'coupon-expiring':
      case 'coupon-held':
      case 'coupon-used':
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

function tellEffect(
  { n, from: referrer }: Extract<ReferralFact, { is: 'rewarded' }>,
  customer: CustomerKey,
  at: Instant,
): Effect<'tellReferrer'> {
  const origin = { by: 'reward', fact: n } as const;
  return {
    kind: 'tellReferrer',
    key: referralEffectKey(customer, n),
    origin,
    at,
    summary: 'tells who brought them',
    referrer,
  };
}
