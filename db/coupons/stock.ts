import { randomInt } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { CouponCode } from '../../domain/coupons/code.schema.ts';
import { codesIn } from '../../domain/coupons/coupon.ts';
import { MOST_USES } from '../../domain/coupons/pool.schema.ts';
import type { PoolId } from '../../domain/ids.schema.ts';
import { allOrNothing } from '../transaction.ts';
import { codeCollection, codeKey, type CodeRow } from './codes.ts';
import { PoolCounters, type WhichPool } from './pools.ts';

/** A code that does not come in, because a pool of the workspace has it already. */
export interface Collision {
  readonly code: CouponCode;
  readonly pool: PoolId;
}

/** `full`: the pool would have too many; `busy`: others changed it all the time, and nothing was added. */
export type Stocked =
  | { readonly is: 'added'; readonly added: number; readonly collisions: readonly Collision[] }
  | { readonly is: 'full' | 'busy' };

export interface CouponStock {
  /** Adds those that no pool of the workspace has yet, and says which are there already. */
  add(pool: WhichPool, codes: readonly CouponCode[]): Promise<Stocked>;
}

/** Lots are drawn from here. */
export const MOST_LOTS = 2 ** 32;
/** Two lists that have the same code may come at once; then the later one finds the other's. */
const TRIES = 5;

export function mongoCouponStock(connection: Connection): CouponStock {
  const codes = codeCollection(connection);
  const counters = new PoolCounters(connection);

  async function missing({ workspace, id }: WhichPool, wanted: readonly CouponCode[]) {
    const ids = wanted.map((code) => codeKey(workspace, code));
    const there = await codes.find({ _id: { $in: ids } }, { projection: { code: 1, pool: 1, _id: 0 } }).toArray();
    const pools = new Map(there.map(({ code, pool }) => [code, pool]));
    const collisions = wanted.flatMap((code): readonly Collision[] => {
      const pool = pools.get(code);
      return pool === undefined ? [] : [{ code, pool }];
    });
    const rows = wanted.flatMap((code): readonly CodeRow[] => {
      if (pools.has(code)) return [];
      const fresh = { is: 'free', code, pool: id, taken: 0, workspace, changes: 0, lot: randomInt(MOST_LOTS) } as const;
      return [{ _id: codeKey(workspace, code), ...fresh }];
    });
    return { rows, collisions };
  }

  return {
    async add(pool, wanted) {
      if (codesIn(await counters.of(pool)) + wanted.length > MOST_USES) return { is: 'full' };
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { rows, collisions } = await missing(pool, wanted);
        if (rows.length === 0) return { is: 'added', added: 0, collisions };
        const isDone = await allOrNothing(connection, async (session) => {
          await codes.insertMany([...rows], { session });
          await counters.change(pool, { free: rows.length }, pool.id, session);
        });
        if (isDone) return { is: 'added', added: rows.length, collisions };
      }
      return { is: 'busy' };
    },
  };
}
