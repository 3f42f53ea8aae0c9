import { MOST_POOLS, type PoolSaved } from '../../db/coupons/pool-store.ts';
import type { PoolId } from '../../domain/ids.schema.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { poolHere, poolView } from './pool.ts';
import { putCouponPoolContract } from './put-coupon-pool.contract.ts';

export const putCouponPool = endpoint(putCouponPoolContract, async ({ params, body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const saved = await deps.stores.coupons.pools.save({
    workspace: workspace._id,
    id: params.id,
    pool: body,
    savedAt: now,
  });
  if (saved !== 'saved') throw notSaved(saved, params.id);
  const { row } = await poolHere(deps, caller, params.id);
  return { status: 200, body: await poolView(deps, row, now) };
});

function notSaved(because: Exclude<PoolSaved, 'saved'>, id: PoolId): ApiProblem {
  switch (because) {
    case 'too-many':
      return new ApiProblem('conflict', `A workspace has at most ${MOST_POOLS} pools; change one that is over.`);
    case 'other-kind': {
      const message = `The pool "${id}" keeps its kind, and a shared one its code: customers may hold them. Make another pool.`;
      return new ApiProblem('conflict', message);
    }
    case 'code-taken':
      return new ApiProblem('taken', 'Another pool of the workspace has this code already; choose another code.');
  }
}
