import type { CustomerId, PoolId } from '../ids.schema.ts';
import { backInHand, type Coupon, type CountChange } from './coupon.ts';

/** What became of a coupon because nothing is left of an order. */
export interface RefundedCoupon {
  /** `revoked`: the order had earned it. `released`: the order had used it, and it can be used again. */
  readonly is: 'revoked' | 'released';
  readonly customer: CustomerId;
  readonly pool: PoolId;
  /** As the shop names it. */
  readonly order: string;
  /** What tells it from others of the same order; it may be a code, and is shown to nobody. */
  readonly of: string;
}

/** The types of the events by which customers hear of it: no sign of life, for nobody did anything. */
export const REFUNDED_COUPONS: Readonly<Record<RefundedCoupon['is'], string>> = {
  revoked: 'coupon.revoked',
  released: 'coupon.released',
};

/** What the counts of a pool change by where the order that redeemed a coupon is refunded. */
export function redeemedRefunded(coupon: Pick<Coupon, 'is'>): CountChange {
  return { ...backInHand(coupon), redeemed: -1 };
}
