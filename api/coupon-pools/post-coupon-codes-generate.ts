import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { drawnCodes } from './drawn-codes.ts';
import { addCodes, standingOf, stockableHere } from './pool.ts';
import { postCouponCodesGenerateContract } from './post-coupon-codes-generate.contract.ts';

/** What was drawn and is there already is drawn anew; that this happens often is out of the question. */
const ROUNDS = 5;

export const postCouponCodesGenerate = endpoint(
  postCouponCodesGenerateContract,
  async ({ params, body, caller }, deps) => {
    const { row, now, generate } = await stockableHere(deps, caller, params.id);
    let added = 0;
    for (let round = 0; round < ROUNDS && added < body.count; round += 1) {
      added += (await addCodes(deps, row, drawnCodes(generate, body.count - added))).added;
    }
    if (added === 0) throw new ApiProblem('overloaded', 'No new codes were found; call again.', { retryAfter: 1 });
    const { left, low } = standingOf(row, await deps.stores.coupons.pools.counts(row, now));
    return { status: 200, body: { added, collisions: [], repeated: 0, left: left ?? 0, low } };
  },
);
