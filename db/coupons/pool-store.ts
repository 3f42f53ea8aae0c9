import type { Connection } from 'mongoose';
import { codesIn, isLow, NO_COUNTS, type PoolCounts } from '../../domain/coupons/coupon.ts';
import type { CouponPool } from '../../domain/coupons/pool.schema.ts';
import type { PoolId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { allOrNothing } from '../transaction.ts';
import { codeCollection, codeKey } from './codes.ts';
import { DueCoupons } from './due.ts';
import { poolCollection, poolKey, PoolCounters, type PoolRow, type WhichPool } from './pools.ts';

/** What became of saving; `other-kind`: what codes it has cannot change any more. */
export type PoolSaved = 'saved' | 'too-many' | 'other-kind' | 'code-taken';

/** Pools and what they count. */
export interface PoolStore {
  find(workspace: WorkspaceId, id: PoolId): Promise<PoolRow | null>;
  /** By id. */
  list(workspace: WorkspaceId): Promise<readonly PoolRow[]>;
  ids(workspace: WorkspaceId): Promise<readonly PoolId[]>;
  /** How many pools of each workspace are low; 0 where there are pools and none is. */
  low(): Promise<ReadonlyMap<WorkspaceId, number>>;
  /** Makes it, or changes what may change: the kind stays, and so does a code that everybody knows. */
  save(row: Omit<PoolRow, '_id'>): Promise<PoolSaved>;
  /** All codes that it was ever given. */
  codes(pool: WhichPool): Promise<number>;
  /** As of `now`: what time alone has changed by then is counted. */
  counts(pool: WhichPool, now: Instant): Promise<PoolCounts>;
  countsOfAll(
    pools: readonly PoolRow[],
    workspace: WorkspaceId,
    now: Instant,
  ): Promise<ReadonlyMap<PoolId, PoolCounts>>;
}

/** A list of more is none that anybody reads. */
export const MOST_POOLS = 200;

/** Of all workspaces together there may be many. */
const POOLS_AT_ONCE = 500;

export function mongoPoolStore(connection: Connection): PoolStore {
  const pools = poolCollection(connection);
  const counters = new PoolCounters(connection);
  const due = new DueCoupons(connection, counters);

  const save = createSaving(connection, counters);
  return {
    async find(workspace, id) {
      return await pools.findOne({ _id: poolKey(workspace, id) });
    },
    async list(workspace) {
      return await pools.find({ workspace }).sort({ workspace: 1, id: 1 }).toArray();
    },
    async ids(workspace) {
      return (await pools.find({ workspace }, { projection: { id: 1 } }).toArray()).map(({ id }) => id);
    },
    async low() {
      const counted = await counters.ofEvery();
      const low = new Map<WorkspaceId, number>();
      for await (const { _id, workspace, pool } of pools.find({}).batchSize(POOLS_AT_ONCE)) {
        const isOne = isLow(pool, counted.get(_id) ?? NO_COUNTS);
        low.set(workspace, (low.get(workspace) ?? 0) + Number(isOne));
      }
      return low;
    },
    save,
    async codes(pool) {
      return codesIn(await counters.of(pool));
    },
    async counts(pool, now) {
      await due.settle(pool, now);
      return await counters.of(pool);
    },
    async countsOfAll(all, workspace, now) {
      for (const pool of all) await due.settle(pool, now);
      const known = await counters.ofAll(workspace);
      return new Map(all.map(({ id }) => [id, known.get(id) ?? NO_COUNTS]));
    },
  };
}

/** See `save` of the store. */
function createSaving(connection: Connection, counters: PoolCounters): PoolStore['save'] {
  const pools = poolCollection(connection);

  async function change(row: PoolRow, before: CouponPool): Promise<PoolSaved> {
    if (isOther(before, row.pool)) return 'other-kind';
    await pools.replaceOne({ _id: row._id }, row, { writeConcern: MAJORITY });
    return 'saved';
  }

  /** With its code, where it has one: no pool ever stands there without. */
  async function make(row: PoolRow): Promise<PoolSaved> {
    const { workspace, id, pool } = row;
    if ((await pools.countDocuments({ workspace }, { limit: MOST_POOLS })) >= MOST_POOLS) return 'too-many';
    await counters.begin(row);
    const isMade = await allOrNothing(connection, async (session) => {
      await pools.insertOne(row, { session });
      if (pool.kind === 'unique') return;
      const { code } = pool;
      const shared = { is: 'shared', code, pool: id, taken: 0, workspace, changes: 0 } as const;
      await codeCollection(connection).insertOne({ _id: codeKey(workspace, code), ...shared }, { session });
    });
    if (isMade) return 'saved';
    // Somebody made it at the same moment, or its code is another pool's.
    const other = await pools.findOne({ _id: row._id });
    return other === null ? 'code-taken' : await change(row, other.pool);
  }

  return async function save(fields) {
    const row = { _id: poolKey(fields.workspace, fields.id), ...fields };
    const before = await pools.findOne({ _id: row._id });
    return before === null ? await make(row) : await change(row, before.pool);
  };
}

function isOther(before: CouponPool, next: CouponPool): boolean {
  if (before.kind === 'unique' || next.kind === 'unique') return before.kind !== next.kind;
  return before.code !== next.code;
}
