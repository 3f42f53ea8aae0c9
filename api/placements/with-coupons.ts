import type { PlacementRow } from '../../db/messaging/placements.ts';
import { grantIdOf } from '../../domain/coupons/coupon.ts';
import { couponEffectKey, customerKey } from '../../domain/keys.ts';
import { standing } from '../coupons/standing.ts';
import type { ApiDeps } from '../deps.ts';
import type { AtPlacements } from './door.ts';

type At = Pick<AtPlacements, 'workspace' | 'customer' | 'now'>;

/**
 * Without those that tell of a coupon which cannot be used any more, or was not given yet. One that a checkout holds is
 * told of: it may be given back. Asked each time, so that a coupon that can be used again is told of again.
 */
export async function withUsableCoupons(
  { stores: { coupons } }: Pick<ApiDeps, 'stores'>,
  { workspace: { _id: workspace }, customer, now }: At,
  rows: readonly PlacementRow[],
): Promise<readonly PlacementRow[]> {
  if (rows.every(({ about }) => about.coupon === undefined)) return rows;
  const grants = await Promise.all(
    rows.map(async ({ about: { coupon } }) => {
      if (coupon === undefined) return null;
      const key = couponEffectKey(customerKey(workspace, customer), coupon.fact);
      return await coupons.grants.find(workspace, coupon.pool, grantIdOf(key));
    }),
  );
  const codes = grants.flatMap((grant) => (grant === null ? [] : [grant.code]));
  const uses = await coupons.uses.ofCustomer(workspace, customer, codes);
  return rows.filter(({ about }, place) => {
    if (about.coupon === undefined) return true;
    const grant = grants[place];
    if (!grant) return false;
    const { is } = standing(grant, uses.get(grant.code), now);
    return is === 'usable' || is === 'reserved';
  });
}
