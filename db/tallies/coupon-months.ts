import type { CouponPool } from '../../domain/coupons/pool.schema.ts';
import type { PoolId } from '../../domain/ids.schema.ts';
import { periodStart } from '../../domain/loyalty/calendar.ts';
import { stripeOf } from '../stripes.ts';
import type { TallyReader } from './reader.ts';
import type { Contribution, Tally } from './tally.ts';

const AMOUNTS = ['redeemed', 'cost', 'unpriced'] as const;
type CouponAmount = (typeof AMOUNTS)[number];

/**
 * What redeemed coupons of a pool took off, by the calendar month in which they were redeemed. It changes in the very
 * transaction that redeems, or takes a redemption back, and each use says what it is counted under; so it is no tally of
 * customers, and no pass has to look for it.
 */
export const couponTally: Pick<Tally<CouponAmount>, 'name' | 'amounts'> = { name: 'coupon', amounts: AMOUNTS };

/** One use of a coupon, as it was redeemed. */
export interface RedeemedUse {
  readonly pool: PoolId;
  /** Whose uses of one code share a counter: many who redeem at once do not wait for one row. */
  readonly code: string;
  readonly value: CouponPool['value'];
  /** What the shop says that it took off, minor units; left out: it does not say. */
  readonly discount?: number | undefined;
  /** The workspace's local day. */
  readonly day: number;
}

/** What it is counted under. Of a share of the price only the shop knows what it came to. */
export function couponShare({ pool, code, value, discount, day }: RedeemedUse): readonly Contribution[] {
  const cost = discount ?? (value.by === 'amount' ? value.amount : undefined);
  const adds = { redeemed: 1, ...(cost === undefined ? { unpriced: 1 } : { cost }) };
  return [{ tally: couponTally.name, of: `${pool}/${stripeOf(code)}`, day: periodStart(day, 'month'), adds }];
}

/** What the coupons of one pool came to in one month. */
export interface CouponMonth extends Readonly<Record<CouponAmount, number>> {
  readonly pool: string;
  /** The first day of the month. */
  readonly month: number;
}

/** Ascending by month. @param from the first day of the first month */
export async function couponMonths(reader: TallyReader, from: number): Promise<readonly CouponMonth[]> {
  const months = new Map<string, CouponMonth>();
  for (const { of, day, sums } of await reader.rows(couponTally, { from })) {
    const [pool = ''] = of.split('/');
    const { redeemed = 0, cost = 0, unpriced = 0 } = months.get(`${pool}/${day}`) ?? {};
    months.set(`${pool}/${day}`, {
      pool,
      month: day,
      redeemed: redeemed + sums.redeemed,
      cost: cost + sums.cost,
      unpriced: unpriced + sums.unpriced,
    });
  }
  return [...months.values()].filter(({ redeemed }) => redeemed !== 0).toSorted((a, b) => a.month - b.month);
}
