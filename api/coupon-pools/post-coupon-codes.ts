import { endpoint } from '../http/endpoint.ts';
import { addCodes, standingOf, stockableHere } from './pool.ts';
import { postCouponCodesContract } from './post-coupon-codes.contract.ts';

export const postCouponCodes = endpoint(postCouponCodesContract, async ({ params, body, caller }, deps) => {
  const { row, now } = await stockableHere(deps, caller, params.id);
  const codes = [...new Set(body.codes)];
  const { added, collisions } = await addCodes(deps, row, codes);
  const { left, low } = standingOf(row, await deps.stores.coupons.pools.counts(row, now));
  const repeated = body.codes.length - codes.length;
  return { status: 200, body: { added, collisions: [...collisions], repeated, left: left ?? 0, low } };
});
