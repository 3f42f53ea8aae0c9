import { createHash } from 'node:crypto';
import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { CouponCode } from '../domain/coupons/code.schema.ts';
import { factOf, type GrantId } from '../domain/coupons/coupon.ts';
import { COUPON_REDEEMED } from '../domain/coupons/redeemed.ts';
import { REFUNDED_COUPONS, type RefundedCoupon } from '../domain/coupons/refunds.ts';
import type { Activity } from '../domain/events/event.ts';
import type { CustomerId, PoolId } from '../domain/ids.schema.ts';
import { couponKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';
import { INLINE } from './event-row.ts';

/** An order that a coupon was redeemed with. */
export interface CouponOrder {
  readonly customer: CustomerId;
  readonly order: string;
  readonly code: CouponCode;
  readonly pool: PoolId;
  /** Of a code that somebody holds. */
  readonly grant?: GrantId;
}

/** The event that a redemption is for its customer, in its stored form; it names the pool, and never the code. */
export function couponRow(
  workspace: WorkspaceRow,
  { customer, order, code, pool, grant }: CouponOrder,
  receivedAt: Instant,
): EventRow {
  const held = grant === undefined ? {} : { grant };
  const told = { type: COUPON_REDEEMED, named: `${code}:${order}`, customer, pool, order, ...held };
  return rowOf(workspace, told, receivedAt);
}

/** The same of what became of a coupon because its order was refunded; its delivery is the sweeper's. */
export function refundedCouponRow(
  workspace: WorkspaceRow,
  { is, customer, pool, order, of }: RefundedCoupon,
  receivedAt: Instant,
): EventRow {
  const named = `${is}:${of}:${order}:${receivedAt}`;
  return rowOf(workspace, { type: REFUNDED_COUPONS[is], named, customer, pool, order }, receivedAt);
}

interface Told extends Pick<CouponOrder, 'customer' | 'order' | 'pool' | 'grant'> {
  readonly type: string;
  /** What tells it from others. */
  readonly named: string;
}

function rowOf(
  workspace: WorkspaceRow,
  { type, named, customer, pool, order, grant }: Told,
  receivedAt: Instant,
): EventRow {
  const at = workspaceTime(workspace, receivedAt);
  // Keys show in histories, where a code that might still be guessed has no place.
  const key = couponKey(workspace._id, createHash('sha256').update(named).digest('hex').slice(0, 40));
  const data = { pool, order };
  const event: Activity = {
    kind: 'activity',
    type,
    key,
    customer,
    at,
    seenAt: at,
    receivedAt,
    facts: grant === undefined ? data : { ...data, grant: factOf(grant) },
  };
  const hash = bodyHash({ customer, ...data });
  const row = { _id: key, workspace: workspace._id, customer, event, hash, receivedAt, data };
  return { ...row, p: UNDELIVERED, due: receivedAt + INLINE };
}
