import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { postCouponValidateContract } from './post-coupon-validate.contract.ts';
import { refusalView } from './refusal-text.ts';

/** No order can be named so. */
const NO_ORDER = '';

export const postCouponValidate = endpoint(postCouponValidateContract, async ({ params, body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { code } = params;
  const { customer, order = NO_ORDER } = body;
  const asked = { wants: 'redeem', customer, order, workspace: workspace._id, code, now } as const;
  const { refusal, pool } = await deps.stores.coupons.uses.look(asked);
  const about = { code, asOf: isoTime(now) };
  if (refusal !== null || pool === null) {
    return { status: 200, body: { status: 'refused', ...about, ...refusalView(refusal ?? { reason: 'unknown' }) } };
  }
  const { id, pool: what } = pool;
  return {
    status: 200,
    body: { status: 'accepted', ...about, pool: id, value: what.value, is: 'usable', until: null },
  };
});
