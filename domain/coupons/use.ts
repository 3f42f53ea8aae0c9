import type { CustomerId } from '../ids.schema.ts';
import { MINUTE, type Instant } from '../time.ts';
import { backInHand, type Coupon, type CountChange, type Redeemed, type Reserved, type Use } from './coupon.ts';
import type { CouponPool } from './pool.schema.ts';
import { endOf } from './validity.ts';

/** What an order asks of a coupon. */
export interface Asked {
  readonly wants: 'reserve' | 'redeem' | 'release';
  readonly customer: CustomerId;
  readonly order: string;
}

/** All that an answer depends on, as it stands at one moment. */
export interface Picture {
  readonly pool: CouponPool;
  readonly coupon: Coupon;
  /** What this order made of it before. */
  readonly use: Use | null;
  /** Of a code that works once: the other order that has it. */
  readonly other: Reserved | Redeemed | null;
  /** Open and redeemed uses of this customer. */
  readonly byCustomer: number;
  /** In the workspace's time. */
  readonly now: Instant;
}

/** Why a coupon does not work, exactly. */
export type Refusal =
  | {
      readonly reason:
        | 'unknown'
        | 'not-granted'
        | 'not-yours'
        | 'revoked'
        | 'pool-paused'
        | 'used-up'
        | 'used-up-by-you';
    }
  | { readonly reason: 'expired'; readonly at: Instant }
  | { readonly reason: 'redeemed'; readonly order: string; readonly at: Instant }
  | { readonly reason: 'reserved'; readonly order: string; readonly until: Instant }
  /** Nothing can be given back. */
  | { readonly reason: 'not-reserved' };

export type Answer =
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** It was so already: the same order asks again. */
  | { readonly is: 'same'; readonly use: Use }
  | { readonly is: 'changed'; readonly use: Use; readonly counts: CountChange };

/** What comes of it. Asking again changes nothing, whatever became of the first reply. */
export function answerTo(asked: Asked, picture: Picture): Answer {
  const use = stillOpen(picture.use, picture.now);
  if (use !== null && use.customer !== asked.customer) return refused({ reason: 'not-yours' });
  switch (asked.wants) {
    case 'reserve':
      return toReserve(asked, picture, use);
    case 'redeem':
      return toRedeem(asked, picture, use);
    case 'release':
      return toRelease(asked, picture, use);
  }
}

/** What keeps somebody from using it who has not begun to; `null`: nothing does. */
function refusalOf(picture: Picture, customer: CustomerId): Refusal | null {
  const { pool, coupon, other, now } = picture;
  if (coupon.is === 'free') return { reason: 'not-granted' };
  const holder = coupon.is === 'shared' ? null : coupon;
  if (holder !== null && holder.customer !== customer) return { reason: 'not-yours' };
  if (other?.is === 'redeemed') return { reason: 'redeemed', order: other.order, at: other.at };
  if (coupon.is === 'revoked') return { reason: 'revoked' };
  if (pool.paused) return { reason: 'pool-paused' };
  const end = Math.min(expiresOf(coupon), endOf(pool));
  if (end <= now) return { reason: 'expired', at: end };
  if (other !== null && other.until > now) return { reason: 'reserved', order: other.order, until: other.until };
  return usedUp(picture);
}

function usedUp({ pool, coupon, byCustomer }: Picture): Refusal | null {
  if (pool.kind === 'unique') return null;
  if (pool.most !== null && coupon.taken >= pool.most) return { reason: 'used-up' };
  const isOver = pool.mostPerCustomer !== null && byCustomer >= pool.mostPerCustomer;
  return isOver ? { reason: 'used-up-by-you' } : null;
}

function toReserve({ customer, order }: Asked, picture: Picture, use: Use | null): Answer {
  if (use?.is === 'reserved') return { is: 'same', use };
  if (use?.is === 'redeemed') return refused({ reason: 'redeemed', order, at: use.at });
  const refusal = refusalOf(picture, customer);
  if (refusal !== null) return refused(refusal);
  const { pool, coupon, now } = picture;
  // Nobody can hold a coupon beyond its own end by going to the checkout.
  const end = Math.min(now + pool.reserveMinutes * MINUTE, expiresOf(coupon), endOf(pool));
  const open: Reserved = { is: 'reserved', customer, order, at: now, until: end };
  return { is: 'changed', use: open, counts: { ...outOfHand(coupon), reserved: 1 } };
}

/** What a checkout holds it may redeem, even where the pool was paused or used up meanwhile. */
function toRedeem({ customer, order }: Asked, picture: Picture, use: Use | null): Answer {
  if (use?.is === 'redeemed') return { is: 'same', use };
  const redeemed: Redeemed = { is: 'redeemed', customer, order, at: picture.now };
  if (use?.is === 'reserved') return { is: 'changed', use: redeemed, counts: { reserved: -1, redeemed: 1 } };
  const refusal = refusalOf(picture, customer);
  if (refusal !== null) return refused(refusal);
  return { is: 'changed', use: redeemed, counts: { ...outOfHand(picture.coupon), redeemed: 1 } };
}

function toRelease({ customer, order }: Asked, { coupon, now }: Picture, use: Use | null): Answer {
  if (use === null) return refused({ reason: 'not-reserved' });
  if (use.is === 'redeemed') return refused({ reason: 'redeemed', order, at: use.at });
  if (use.is === 'released') return { is: 'same', use };
  return { is: 'changed', use: { is: 'released', customer, order, at: now }, counts: givenBack(coupon) };
}

/** What the counts of a pool change by where a reservation ends without an order. */
export function givenBack(coupon: Pick<Coupon, 'is'>): CountChange {
  return { ...backInHand(coupon), reserved: -1, released: 1 };
}

/** A code that an order has is not among those that are only held. */
function outOfHand(coupon: Coupon): CountChange {
  return coupon.is === 'shared' ? {} : { granted: -1 };
}

function expiresOf(coupon: Coupon): Instant {
  return coupon.is === 'free' || coupon.is === 'shared' ? Infinity : (coupon.expires ?? Infinity);
}

/** A reservation whose time is over holds nothing, whether or not anybody has written that down. */
function stillOpen(use: Use | null, now: Instant): Use | null {
  if (use?.is !== 'reserved' || use.until > now) return use;
  return { is: 'released', customer: use.customer, order: use.order, at: use.until };
}

function refused(refusal: Refusal): Answer {
  return { is: 'refused', refusal };
}
