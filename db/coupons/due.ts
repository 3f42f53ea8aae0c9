import type { ClientSession, Connection, mongo } from 'mongoose';
import { givenBack } from '../../domain/coupons/use.ts';
import type { Instant } from '../../domain/time.ts';
import { allOrNothing } from '../transaction.ts';
import { codeCollection, codeKey, useCollection, type CodeRow, type UseRow } from './codes.ts';
import type { PoolCounters, WhichPool } from './pools.ts';

/** In one transaction. */
const AT_ONCE = 200;
/** In one call: what is left then is done by the next one. */
const MOST_ROUNDS = 10;

/** Writes down what time alone has made of coupons: reservations that are over, and codes that expired unused. */
export class DueCoupons {
  readonly #connection: Connection;
  readonly #codes: mongo.Collection<CodeRow>;
  readonly #uses: mongo.Collection<UseRow>;
  readonly #counters: PoolCounters;

  constructor(connection: Connection, counters: PoolCounters) {
    this.#connection = connection;
    this.#codes = codeCollection(connection);
    this.#uses = useCollection(connection);
    this.#counters = counters;
  }

  /** Of one pool, as of `now`; found by what is due, and never by going through what is not. */
  async settle(pool: WhichPool, now: Instant): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      let found = 0;
      await allOrNothing(this.#connection, async (session) => {
        found = (await this.#endReservations(pool, now, session)) + (await this.#expire(pool, now, session));
      });
      if (found < AT_ONCE) return;
    }
  }

  /** Of one code, within the transaction that is about to use it. */
  async settleCode(pool: WhichPool, code: CodeRow, now: Instant, session: ClientSession): Promise<number> {
    const ofCode = { workspace: pool.workspace, pool: pool.id, code: code.code, due: { $lte: now } };
    return await this.#release(pool, await this.#uses.find(ofCode, { session }).limit(AT_ONCE).toArray(), session);
  }

  async #endReservations({ workspace, id }: WhichPool, now: Instant, session: ClientSession): Promise<number> {
    const due = this.#uses.find({ workspace, pool: id, due: { $lte: now } }, { session });
    return await this.#release({ workspace, id }, await due.sort({ due: 1 }).limit(AT_ONCE).toArray(), session);
  }

  async #release(pool: WhichPool, due: readonly UseRow[], session: ClientSession): Promise<number> {
    const over = due.flatMap((use) => (use.is === 'reserved' ? [use] : []));
    for (const { _id, code, until } of over) {
      const free = { $set: { is: 'released', at: until }, $unset: { due: '', until: '' } };
      await this.#uses.updateOne({ _id }, free as mongo.UpdateFilter<UseRow>, { session });
      const row = await this.#codes.findOneAndUpdate({ _id: codeKey(pool.workspace, code) }, [GIVE_BACK], { session });
      if (row !== null) await this.#counters.change(pool, givenBack(row), code, session);
    }
    return over.length;
  }

  async #expire(pool: WhichPool, now: Instant, session: ClientSession): Promise<number> {
    const { workspace, id } = pool;
    const due = this.#codes.find({ workspace, pool: id, due: { $lte: now } }, { session });
    const codes = await due.sort({ due: 1 }).limit(AT_ONCE).toArray();
    if (codes.length === 0) return 0;
    const change = { $set: { is: 'expired' }, $unset: { due: '' }, $inc: { changes: 1 } };
    const these = { _id: { $in: codes.map(({ _id }) => _id) } };
    await this.#codes.updateMany(these, change as mongo.UpdateFilter<CodeRow>, { session });
    await this.#counters.change(pool, { granted: -codes.length, expired: codes.length }, id, session);
    return codes.length;
  }
}

/** Its own end counts again from now on, where it has one. */
export const GIVE_BACK = {
  $set: {
    taken: { $subtract: ['$taken', 1] },
    changes: { $add: ['$changes', 1] },
    due: { $cond: [{ $eq: ['$is', 'held'] }, { $ifNull: ['$expires', '$$REMOVE'] }, '$$REMOVE'] },
  },
};
