import type { CustomerId, PoolId } from '../ids.schema.ts';
import type { EffectKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { CouponCode } from './code.schema.ts';
import type { CouponPool } from './pool.schema.ts';

/** What makes a grant happen once: it follows from its cause, so a repeat is known. */
export type GrantId = string & { readonly __brand: 'GrantId' };

/** Of what grants it: a customer's facts are numbered without gaps, so each of them grants once. */
export function grantIdOf(effect: EffectKey): GrantId {
  return effect.slice(effect.indexOf(':') + 1) as GrantId;
}

/** The number of the fact that granted it. */
export function factOf(grant: GrantId): number {
  return Number(grant.slice(grant.lastIndexOf(':') + 1));
}

interface CodeBase {
  readonly code: CouponCode;
  readonly pool: PoolId;
  /** Uses that are open or redeemed. */
  readonly taken: number;
}

/** Lies in its pool and belongs to nobody. */
export interface FreeCode extends CodeBase {
  readonly is: 'free';
}

/** Somebody's own. */
export interface HeldCode extends CodeBase {
  /** `revoked`: the order that had earned it was refunded. */
  readonly is: 'held' | 'expired' | 'revoked';
  readonly customer: CustomerId;
  readonly grant: GrantId;
  readonly grantedAt: Instant;
  /** The first instant at which it cannot be used any more; `null`: there is none. */
  readonly expires: Instant | null;
}

/** Everybody's. */
export interface SharedCode extends CodeBase {
  readonly is: 'shared';
}

export type Coupon = FreeCode | HeldCode | SharedCode;

interface UseBase {
  readonly customer: CustomerId;
  readonly order: string;
  /** When it came to this. */
  readonly at: Instant;
}

/** A checkout holds it. */
export interface Reserved extends UseBase {
  readonly is: 'reserved';
  /** The first instant at which it is free again by itself. */
  readonly until: Instant;
}

export interface Redeemed extends UseBase {
  readonly is: 'redeemed';
}

/** Given back, or the time of its reservation was over. */
export interface Released extends UseBase {
  readonly is: 'released';
}

/** What one order made of a coupon. */
export type Use = Reserved | Redeemed | Released;

/** How many codes or uses of a pool there are of each sort. */
export interface PoolCounts {
  /** Codes that belong to nobody. */
  readonly free: number;
  /** Codes that somebody holds and no order has; of a shared pool, grants. */
  readonly granted: number;
  readonly reserved: number;
  readonly redeemed: number;
  /** Codes whose time was over before they were used. */
  readonly expired: number;
  /** Reservations that were given up, ever. */
  readonly released: number;
  /** Codes that were taken back with the order that had earned them; of a shared pool, grants. */
  readonly revoked: number;
}

export type CountChange = Partial<PoolCounts>;

export const NO_COUNTS: PoolCounts = {
  free: 0,
  granted: 0,
  reserved: 0,
  redeemed: 0,
  expired: 0,
  released: 0,
  revoked: 0,
};

export function addedUp(all: readonly CountChange[]): PoolCounts {
  const sum = (of: keyof PoolCounts) => all.reduce((total, one) => total + (one[of] ?? 0), 0);
  return {
    free: sum('free'),
    granted: sum('granted'),
    reserved: sum('reserved'),
    redeemed: sum('redeemed'),
    expired: sum('expired'),
    released: sum('released'),
    revoked: sum('revoked'),
  };
}

/** All codes that a pool was ever given. */
export function codesIn({ free, granted, reserved, redeemed, expired, revoked }: PoolCounts): number {
  return free + granted + reserved + redeemed + expired + revoked;
}

/** Where a code is counted that no order has any more. */
export function backInHand({ is }: Pick<Coupon, 'is'>): CountChange {
  switch (is) {
    case 'free':
    case 'shared':
      return {};
    case 'held':
    case 'expired':
      return { granted: 1 };
    case 'revoked':
      return { revoked: 1 };
  }
}

/** How many more can be granted, or used where everybody may; `null`: no limit. */
export function leftIn(pool: CouponPool, { free, reserved, redeemed }: PoolCounts): number | null {
  if (pool.kind === 'unique') return free;
  return pool.most === null ? null : Math.max(0, pool.most - reserved - redeemed);
}

/** Whether somebody should fill it up, or knows that it will end. */
export function isLow(pool: CouponPool, counts: PoolCounts): boolean {
  const left = leftIn(pool, counts);
  return left !== null && left <= pool.lowWater;
}
