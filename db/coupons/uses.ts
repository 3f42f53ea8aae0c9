import type { ClientSession, Connection, mongo } from 'mongoose';
import type { CouponCode } from '../../domain/coupons/code.schema.ts';
import type { Coupon, Redeemed, Reserved, Use } from '../../domain/coupons/coupon.ts';
import type { CouponPool } from '../../domain/coupons/pool.schema.ts';
import { answerTo, type Answer, type Asked, type Picture, type Refusal } from '../../domain/coupons/use.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import { eventCollection, type EventRow } from '../events/events.ts';
import { allOrNothing } from '../transaction.ts';
import {
  codeCollection,
  codeKey,
  couponOf,
  useCollection,
  type CodeRow,
  type UseRow,
  type UseRowBase,
} from './codes.ts';
import { DueCoupons, GIVE_BACK } from './due.ts';
import { couponShare } from '../tallies/coupon-months.ts';
import type { Contribution } from '../tallies/tally.ts';
import { createTurns } from '../turns.ts';
import { createMonthCounter } from './month-counter.ts';
import { poolCollection, poolKey, PoolCounters, type PoolRow } from './pools.ts';

export interface AskedOf extends Asked {
  readonly workspace: WorkspaceId;
  readonly code: CouponCode;
  /** In the workspace's time. */
  readonly now: Instant;
}

/** What is stored with a redemption, or not at all. */
export interface Redemption {
  /** The event that it becomes. */
  readonly told: (pool: PoolRow, coupon: Coupon) => EventRow;
  /** IANA zone of the workspace, by whose months it is counted. */
  readonly timezone: string;
  /** What it took off, minor units, where the shop says it. */
  readonly discount?: number | undefined;
}

/** What came of it, and of which pool it is. */
export interface Answered {
  readonly answer: Answer;
  readonly pool: PoolRow | null;
  readonly coupon: Coupon | null;
}

export interface CouponUses {
  /** What would come of it; nothing changes. */
  look(asked: AskedOf): Promise<{ readonly refusal: Refusal | null } & Omit<Answered, 'answer'>>;
  /**
   * Changes what it says it did, at once for the code, its use and the counts of its pool, or nothing.
   * @returns `null` where others used the code all the time, and nothing was done
   */
  ask(asked: AskedOf, redemption?: Redemption): Promise<Answered | null>;
  /** The newest open or redeemed use of each of these codes by one customer. */
  ofCustomer(
    workspace: WorkspaceId,
    customer: CustomerId,
    codes: readonly CouponCode[],
  ): Promise<ReadonlyMap<CouponCode, Use>>;
}

const UNKNOWN: Answered = { answer: { is: 'refused', refusal: { reason: 'unknown' } }, pool: null, coupon: null };
/** A use in one of these keeps others from the code. */
const HOLDING = ['reserved', 'redeemed'] as const;

export function mongoCouponUses(connection: Connection): CouponUses {
  const read = createReader(connection);
  const write = createWriter(connection);
  const turns = createTurns();
  return {
    async look(asked) {
      const session = await connection.startSession();
      try {
        const found = await read(asked, session);
        if (found === null) return { refusal: { reason: 'unknown' }, pool: null, coupon: null };
        const { pool, picture } = found;
        const answer = answerTo({ ...asked, wants: 'redeem' }, picture);
        const refusal = keeping(asked.order, answer);
        return { refusal, pool, coupon: picture.coupon };
      } finally {
        await session.endSession();
      }
    },
    async ask(asked, redemption) {
      let answered = UNKNOWN;
      // Of one process nobody asks while another is asking, so they do not take the time of each other's transactions.
      const isDone = await turns(codeKey(asked.workspace, asked.code), () =>
        allOrNothing(connection, async (session) => {
          const found = await read(asked, session, 'settle');
          answered = UNKNOWN;
          if (found === null) return;
          const { pool, picture, row } = found;
          const answer = answerTo(asked, picture);
          answered = { answer, pool, coupon: picture.coupon };
          if (answer.is === 'changed') await write({ asked, pool, row, answer, redemption }, session);
        }),
      );
      return isDone ? answered : null;
    },
    async ofCustomer(workspace, customer, codes) {
      const theirs = { workspace, code: { $in: [...codes] }, customer, is: { $in: [...HOLDING] } };
      const rows = await useCollection(connection).find(theirs).sort({ at: 1 }).toArray();
      return new Map(rows.map((row) => [row.code, useOf(row)]));
    },
  };
}

interface Found {
  readonly pool: PoolRow;
  readonly row: CodeRow;
  readonly picture: Picture;
}

function createReader(connection: Connection) {
  const codes = codeCollection(connection);
  const uses = useCollection(connection);
  const pools = poolCollection(connection);
  const due = new DueCoupons(connection, new PoolCounters(connection));

  /** Everything of one snapshot; with `settle`, what is over by time alone is written down first. */
  return async function read(asked: AskedOf, session: ClientSession, how?: 'settle'): Promise<Found | null> {
    const { workspace, code, order, customer, now } = asked;
    const _id = codeKey(workspace, code);
    const before = await codes.findOne({ _id }, { session });
    const pool = before && (await pools.findOne({ _id: poolKey(workspace, before.pool) }, { session }));
    if (before === null || pool === null) return null;
    const ended = how === 'settle' ? await due.settleCode(pool, before, now, session) : 0;
    const row = ended === 0 ? before : await codes.findOne({ _id }, { session });
    if (row === null) return null;
    const use = await uses.findOne({ _id: `${_id}:${order}` }, { session });
    const other = row.is === 'shared' || row.taken === 0 ? null : await otherUse({ workspace, code, order }, session);
    const byCustomer = await countUses(pool.pool, { workspace, code, customer }, session);
    return {
      pool,
      row,
      picture: { pool: pool.pool, coupon: couponOf(row), use: use && useOf(use), other, byCustomer, now },
    };
  };

  async function otherUse(
    { workspace, code, order }: Pick<AskedOf, 'workspace' | 'code' | 'order'>,
    session: ClientSession,
  ): Promise<Reserved | Redeemed | null> {
    const others = { workspace, code, order: { $ne: order }, is: { $in: [...HOLDING] } };
    const row = await uses.findOne(others, { session });
    const use = row && useOf(row);
    return use === null || use.is === 'released' ? null : use;
  }

  async function countUses(
    pool: CouponPool,
    theirs: Pick<UseRow, 'workspace' | 'code' | 'customer'>,
    session: ClientSession,
  ): Promise<number> {
    if (pool.kind === 'unique' || pool.mostPerCustomer === null) return 0;
    const open = { ...theirs, is: { $in: [...HOLDING] } };
    return await uses.countDocuments(open, { session, limit: pool.mostPerCustomer });
  }
}

interface Change {
  readonly asked: AskedOf;
  readonly pool: PoolRow;
  readonly row: CodeRow;
  readonly answer: Extract<Answer, { readonly is: 'changed' }>;
  readonly redemption: Redemption | undefined;
}

function createWriter(connection: Connection) {
  const codes = codeCollection(connection);
  const uses = useCollection(connection);
  const counters = new PoolCounters(connection);
  const count = createMonthCounter(connection);

  /** The row of the code is written by every change: of two who change uses of one code at once, one starts again. */
  return async function write({ asked, pool, row, answer, redemption }: Change, session: ClientSession): Promise<void> {
    const { use, counts } = answer;
    const { workspace, code, order } = asked;
    const under = use.is === 'redeemed' && redemption ? underOf(use, redemption, pool, code) : [];
    const came = (counts.reserved ?? 0) + (counts.redeemed ?? 0);
    const taking: mongo.BSON.Document = {
      $inc: { taken: came, changes: 1 },
      ...(came > 0 ? { $unset: { due: '' } } : {}),
    };
    await codes.updateOne({ _id: row._id }, came < 0 ? [GIVE_BACK] : taking, { session });
    const _id = `${codeKey(workspace, code)}:${order}`;
    const next = { _id, workspace, pool: pool.id, code, ...use };
    await uses.replaceOne({ _id }, keptUse(next, under), { upsert: true, session });
    await count(workspace, [], under, session);
    await counters.change(pool, counts, code, session);
    if (redemption && use.is === 'redeemed')
      await eventCollection(connection).insertOne(redemption.told(pool, couponOf(row)), { session });
  };
}

function keptUse(use: UseRowBase & Use, under: readonly Contribution[]): UseRow {
  switch (use.is) {
    case 'reserved':
      return { ...use, due: use.until };
    case 'redeemed':
      return under.length === 0 ? use : { ...use, under };
    case 'released':
      return use;
  }
}

/** What a redemption is counted under from now on. */
function underOf(
  { at }: Redeemed,
  { timezone, discount }: Redemption,
  { id, pool: { value } }: PoolRow,
  code: CouponCode,
): readonly Contribution[] {
  return couponShare({ pool: id, code, value, discount, day: dayOf(at, timezone) });
}

function useOf(row: UseRow): Use {
  const { customer, order, at } = row;
  return row.is === 'reserved'
    ? { is: row.is, customer, order, at, until: row.until }
    : { is: row.is, customer, order, at };
}

/** What keeps an order from redeeming it; that it has done so already is one of those things. */
function keeping(order: string, answer: Answer): Refusal | null {
  if (answer.is === 'refused') return answer.refusal;
  return answer.is === 'same' ? { reason: 'redeemed', order, at: answer.use.at } : null;
}
