import type { ClientSession, Connection, mongo } from 'mongoose';
import { addedUp, NO_COUNTS, type CountChange, type PoolCounts } from '../../domain/coupons/coupon.ts';
import type { CouponPool } from '../../domain/coupons/pool.schema.ts';
import type { PoolId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';
import { STRIPES, stripeOf } from '../stripes.ts';

/** A pool as it was last saved. */
export interface PoolRow {
  /** `workspace:pool` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly id: PoolId;
  readonly pool: CouponPool;
  /** In the workspace's time. */
  readonly savedAt: Instant;
}

export type WhichPool = Pick<PoolRow, 'workspace' | 'id'>;

/** A share of what a pool counts: many who change it at once do not wait for one row. */
interface CountRow extends CountChange {
  /** `workspace:pool:stripe` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly pool: PoolId;
}

type WhichCounts = Pick<CountRow, 'workspace' | 'pool'>;

export function poolKey(workspace: WorkspaceId, pool: PoolId): string {
  return `${workspace}:${pool}`;
}

export function poolCollection(connection: Connection): mongo.Collection<PoolRow> {
  return collectionOf<PoolRow>(connection, 'coupon_pools', [{ keys: { workspace: 1, id: 1 } }]);
}

/** What pools count, changed in the transaction that changes what is counted. */
export class PoolCounters {
  readonly #rows: mongo.Collection<CountRow>;

  constructor(connection: Connection) {
    this.#rows = collectionOf<CountRow>(connection, 'coupon_counts', [{ keys: { workspace: 1, pool: 1 } }]);
  }

  /** @param of what is counted: the same thing always changes the same row */
  async change({ workspace, id }: WhichPool, change: CountChange, of: string, session: ClientSession): Promise<void> {
    const _id = `${poolKey(workspace, id)}:${stripeOf(of)}`;
    await this.#rows.updateOne({ _id }, { $inc: change }, { session });
  }

  /** Before anything is counted: rows that two made at once would be in each other's way. */
  async begin({ workspace, id }: WhichPool): Promise<void> {
    const stripes = Array.from({ length: STRIPES }, (_, stripe) => ({
      _id: `${poolKey(workspace, id)}:${stripe}`,
      workspace,
      pool: id,
    }));
    try {
      await this.#rows.insertMany(stripes, { ordered: false, writeConcern: MAJORITY });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async of({ workspace, id }: WhichPool): Promise<PoolCounts> {
    return addedUp(await this.#rows.find({ workspace, pool: id }, { readConcern: 'majority' }).toArray());
  }

  /** Of all pools there are, by their keys; a few amounts of each, added up in the store. */
  async ofEvery(): Promise<ReadonlyMap<string, PoolCounts>> {
    const sums = Object.keys(NO_COUNTS).map((of) => [of, { $sum: `$${of}` }]);
    const group = { _id: { workspace: '$workspace', pool: '$pool' }, ...Object.fromEntries(sums) };
    const rows = this.#rows.aggregate<CountChange & { readonly _id: WhichCounts }>([{ $group: group }]);
    return new Map((await rows.toArray()).map((row) => [poolKey(row._id.workspace, row._id.pool), addedUp([row])]));
  }

  /** Of all pools of a workspace; those that have counted nothing yet are left out. */
  async ofAll(workspace: WorkspaceId): Promise<ReadonlyMap<PoolId, PoolCounts>> {
    const rows = await this.#rows.find({ workspace }, { readConcern: 'majority' }).toArray();
    const pools = new Set(rows.map(({ pool }) => pool));
    return new Map([...pools].map((id) => [id, addedUp(rows.filter(({ pool }) => pool === id))]));
  }
}
