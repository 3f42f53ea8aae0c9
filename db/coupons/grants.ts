import { randomInt } from 'node:crypto';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { CouponCode } from '../../domain/coupons/code.schema.ts';
import type { Coupon, GrantId } from '../../domain/coupons/coupon.ts';
import type { NotGranted } from '../../domain/coupons/not-granted.ts';
import { endOf, expiryOf } from '../../domain/coupons/validity.ts';
import type { CustomerId, PoolId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { OrderKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import type { Page } from '../page.ts';
import { collectionOf } from '../schema.ts';
import { allOrNothing } from '../transaction.ts';
import { codeCollection, codeKey, couponOf, type CodeRow } from './codes.ts';
import { poolCollection, poolKey, PoolCounters, type PoolRow } from './pools.ts';
import { MOST_LOTS } from './stock.ts';

/** A coupon that somebody was given: one for each cause, whatever is repeated. */
export interface GrantRow {
  /** `workspace:pool:grant` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly pool: PoolId;
  readonly grant: GrantId;
  readonly customer: CustomerId;
  readonly code: CouponCode;
  /** In the workspace's time. */
  readonly at: Instant;
  readonly expires: Instant | null;
  /** The order that earned it; left out: none did. */
  readonly byOrder?: OrderKey;
  /** When it was taken back with that order. */
  readonly revokedAt?: Instant;
}

export type Granted =
  | { readonly is: 'granted'; readonly row: GrantRow }
  | { readonly is: 'refused'; readonly because: NotGranted };

type Wanted = Pick<GrantRow, 'workspace' | 'pool' | 'grant' | 'customer' | 'at' | 'byOrder'>;

export interface CouponGrants {
  /**
   * Gives one coupon of the pool for this cause; again, it is the same one.
   * @throws where others changed the pool all the time: to be tried again
   */
  give(wanted: Wanted): Promise<Granted>;
  find(workspace: WorkspaceId, pool: PoolId, grant: GrantId): Promise<GrantRow | null>;
  /** Of one customer, newest first, after the row that `after` names. */
  list(
    workspace: WorkspaceId,
    customer: CustomerId,
    page: Page<Pick<GrantRow, 'at' | '_id'>>,
  ): Promise<readonly GrantRow[]>;
  /** The codes of these grants, as they stand. */
  coupons(workspace: WorkspaceId, codes: readonly CouponCode[]): Promise<ReadonlyMap<CouponCode, Coupon>>;
}

export function grantCollection(connection: Connection): mongo.Collection<GrantRow> {
  return collectionOf<GrantRow>(connection, 'coupon_grants', [
    { keys: { workspace: 1, customer: 1, at: -1, _id: -1 } },
    {
      keys: { workspace: 1, customer: 1, byOrder: 1 },
      options: { partialFilterExpression: { byOrder: { $exists: true } } },
    },
  ]);
}

export function mongoCouponGrants(connection: Connection): CouponGrants {
  const grants = grantCollection(connection);
  const codes = codeCollection(connection);
  const find = async ({ workspace, pool, grant }: Pick<Wanted, 'workspace' | 'pool' | 'grant'>) =>
    await grants.findOne({ _id: grantKey(workspace, pool, grant) }, { readConcern: 'majority' });
  const giveOnce = createGiver(connection);
  return {
    async give(wanted) {
      const known = await find(wanted);
      if (known !== null) return { is: 'granted', row: known };
      let given: Granted = { is: 'refused', because: 'unknown-pool' };
      const isDone = await allOrNothing(connection, async (session) => {
        given = await giveOnce(wanted, session);
      });
      if (isDone) return given;
      const other = await find(wanted);
      if (other === null) throw new Error(`others changed the pool ${wanted.pool} all the time: try again`);
      return { is: 'granted', row: other };
    },
    find: (workspace, pool, grant) => find({ workspace, pool, grant }),
    async list(workspace, customer, { limit, after }) {
      const older = after && { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after._id } }] };
      const found = grants.find({ workspace, customer, ...older });
      return await found.sort({ at: -1, _id: -1 }).limit(limit).toArray();
    },
    async coupons(workspace, wanted) {
      const rows = await codes.find({ _id: { $in: wanted.map((code) => codeKey(workspace, code)) } }).toArray();
      return new Map(rows.map((row) => [row.code, couponOf(row)]));
    },
  };
}

function grantKey(workspace: WorkspaceId, pool: PoolId, grant: GrantId): string {
  return `${poolKey(workspace, pool)}:${grant}`;
}

function createGiver(connection: Connection) {
  const grants = grantCollection(connection);
  const codes = codeCollection(connection);
  const pools = poolCollection(connection);
  const counters = new PoolCounters(connection);

  /** Those who take a code at the same moment begin at different places, and so take different ones. */
  async function take(row: Omit<GrantRow, 'code'>, session: ClientSession): Promise<CouponCode | null> {
    const { workspace, pool, customer, grant, at, expires } = row;
    const held = { is: 'held', customer, grant, grantedAt: at, expires, ...(expires === null ? {} : { due: expires }) };
    const change = { $set: held, $unset: { lot: '' }, $inc: { changes: 1 } } as mongo.UpdateFilter<CodeRow>;
    const from = randomInt(MOST_LOTS);
    for (const lot of [{ $gte: from }, { $lt: from }]) {
      const free = { workspace, pool, is: 'free', lot } as const;
      const code = await codes.findOneAndUpdate(free, change, { session, sort: { lot: 1 } });
      if (code !== null) return code.code;
    }
    return null;
  }

  return async function giveOnce(wanted: Wanted, session: ClientSession): Promise<Granted> {
    const { workspace, pool: id, grant, at } = wanted;
    const found = await pools.findOne({ _id: poolKey(workspace, id) }, { session });
    const because = refusalIn(found, at);
    if (found === null || because !== null) return { is: 'refused', because: because ?? 'unknown-pool' };
    const { pool } = found;
    const about = { _id: grantKey(workspace, id, grant), ...wanted, expires: expiryOf(pool, at) };
    const code = pool.kind === 'shared' ? pool.code : await take(about, session);
    if (code === null) return { is: 'refused', because: 'empty' };
    const row: GrantRow = { ...about, code };
    await grants.insertOne(row, { session });
    await counters.change(found, pool.kind === 'shared' ? { granted: 1 } : { free: -1, granted: 1 }, grant, session);
    return { is: 'granted', row };
  };
}

function refusalIn(found: PoolRow | null, at: Instant): Extract<Granted, { is: 'refused' }>['because'] | null {
  if (found === null) return 'unknown-pool';
  if (found.pool.paused) return 'paused';
  return endOf(found.pool) <= at ? 'over' : null;
}
