import type { PoolRow } from '../../db/coupons/pools.ts';
import type { Collision, Stocked } from '../../db/coupons/stock.ts';
import type { CouponCode } from '../../domain/coupons/code.schema.ts';
import { isLow, leftIn, type PoolCounts } from '../../domain/coupons/coupon.ts';
import { MOST_USES, type CouponPool } from '../../domain/coupons/pool.schema.ts';
import type { PoolId } from '../../domain/ids.schema.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { hereOf, type Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';

/** Where a pool stands, as every answer about one says. */
export function standingOf({ id, pool }: Pick<PoolRow, 'id' | 'pool'>, counts: PoolCounts) {
  const low = isLow(pool, counts);
  return {
    id,
    left: leftIn(pool, counts),
    low,
    warning: low ? warningOf(id, pool, leftIn(pool, counts) ?? 0) : null,
    counts,
  };
}

function warningOf(id: PoolId, pool: CouponPool, left: number): string {
  if (pool.kind === 'shared')
    return `${left} uses are left; raise "most" with PUT /v1/coupon-pools/${id}, or let it end.`;
  return `${left} codes are left; add some with POST /v1/coupon-pools/${id}/codes or …/codes/generate.`;
}

export async function poolView({ stores }: Pick<ApiDeps, 'stores'>, row: PoolRow, now: Instant) {
  const counts = await stores.coupons.pools.counts(row, now);
  return { ...standingOf(row, counts), pool: row.pool, savedAt: isoTime(row.savedAt), asOf: isoTime(now) };
}

/** @throws ApiProblem where there is no such pool */
export async function poolHere(deps: ApiDeps, caller: Caller, id: PoolId): Promise<Here & { readonly row: PoolRow }> {
  const here = await hereOf(deps, caller);
  const row = await deps.stores.coupons.pools.find(here.workspace._id, id);
  if (row === null) {
    throw new ApiProblem('not-found', `There is no pool "${id}"; GET /v1/coupon-pools lists those there are.`);
  }
  return { ...here, row };
}

/** @throws ApiProblem where the pool is one that has no codes of its own */
export async function stockableHere(deps: ApiDeps, caller: Caller, id: PoolId) {
  const found = await poolHere(deps, caller, id);
  const { pool } = found.row;
  if (pool.kind === 'shared') {
    throw new ApiProblem('conflict', `The pool "${id}" has one code for everybody, ${pool.code}, and takes no others.`);
  }
  return { ...found, generate: pool.generate };
}

/** @throws ApiProblem where nothing was added */
export async function addCodes(deps: ApiDeps, row: PoolRow, codes: readonly CouponCode[]): Promise<Added> {
  const stocked = await deps.stores.coupons.stock.add(row, codes);
  if (stocked.is !== 'added') throw notAdded(stocked.is);
  return stocked;
}

interface Added {
  readonly added: number;
  readonly collisions: readonly Collision[];
}

function notAdded(because: Exclude<Stocked['is'], 'added'>): ApiProblem {
  if (because === 'busy') {
    const message = 'Others were adding the same codes all the time, and none of yours came in; send the call again.';
    return new ApiProblem('overloaded', message, { retryAfter: 1 });
  }
  const message = `A pool has at most ${MOST_USES} codes in its life, and none of these came in; put them into another pool.`;
  return new ApiProblem('conflict', message);
}
