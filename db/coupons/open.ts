import type { Connection } from 'mongoose';
import { mongoCouponGrants, type CouponGrants } from './grants.ts';
import { mongoPoolStore, type PoolStore } from './pool-store.ts';
import { mongoCouponRefunds, type CouponRefunds } from './refunded.ts';
import { mongoCouponStock, type CouponStock } from './stock.ts';
import { mongoCouponUses, type CouponUses } from './uses.ts';

/** Coupons from the pool to the order. */
export interface Coupons {
  readonly pools: PoolStore;
  readonly stock: CouponStock;
  readonly grants: CouponGrants;
  readonly uses: CouponUses;
  readonly refunds: CouponRefunds;
}

export function openCoupons(connection: Connection): Coupons {
  return {
    pools: mongoPoolStore(connection),
    stock: mongoCouponStock(connection),
    grants: mongoCouponGrants(connection),
    uses: mongoCouponUses(connection),
    refunds: mongoCouponRefunds(connection),
  };
}
