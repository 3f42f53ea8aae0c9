import type { CouponRefunds } from '../db/coupons/refunded.ts';
import type { ReadOrders } from '../db/events/refunded.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { OrderKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { refundedCouponRow } from '../ingest/coupon-row.ts';

export interface TakeBackDeps {
  readonly readOrders: ReadOrders;
  readonly couponRefunds: CouponRefunds;
  /** Wall clock. */
  readonly now: () => Instant;
}

/**
 * Takes coupons back with those of these orders of which nothing is left, as their pools say. Each coupon once, however
 * often it is called.
 */
export async function takeBackCoupons(
  { readOrders, couponRefunds, now }: TakeBackDeps,
  workspace: WorkspaceRow,
  orders: readonly OrderKey[],
): Promise<void> {
  if (orders.length === 0) return;
  const { purchases, refunds } = await readOrders([...new Set(orders)]);
  for (const [order, { customer, amount }] of purchases) {
    const own = refunds.filter((refund) => refund.order === order && refund.customer === customer);
    const back = own.reduce((sum, refund) => sum + refund.amount, 0);
    if (own.length === 0 || back < amount) continue;
    const at = now();
    const refunded = { workspace: workspace._id, customer, order, now: workspaceTime(workspace, at) };
    await couponRefunds.takeBack(refunded, (coupon) => refundedCouponRow(workspace, coupon, at));
  }
}
