import type { ClientSession, Connection } from 'mongoose';
import { customerKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { inPages } from '../in-pages.ts';
import { jobCollection } from '../jobs/store.ts';
import type { Census } from '../tallies/counted.ts';
import type { TallyStore } from '../tallies/store.ts';
import type { PartName } from '../workspaces/workspace-data.ts';
import { blankOf, type Blanked } from './blanks.ts';
import { mongoErasureStore, type ErasureStore, type OpenErasure } from './erasures.ts';
import { ownRowsIn, type OwnRowsIn, type PseudonymOf } from './find-own.ts';
import type { StoredRow } from './own-rows.ts';
import { registered, REGISTERED } from './register.ts';

/** An erasure under way, and the job that holds its receipt. */
export interface ErasureRef extends OpenErasure {
  readonly job: string;
}

/** Every part of it may be repeated; the receipt counts each row in the transaction that takes it. */
export interface CustomerErasure {
  /** Takes them out of the sums and deletes their row. */
  uncount(of: ErasureRef, census: Census): Promise<void>;
  /** Deletes or blanks at most about `limit` rows of one part. @returns how many */
  eraseSome(of: ErasureRef, part: PartName, limit: number, now: Instant): Promise<number>;
  /** How many files lie there that came before it: their lines may name them, and their jobs will remove them. */
  filesBefore(of: ErasureRef): Promise<number>;
  /** Notes which runs of workflows there were: each counts once, however often and by whichever attempt it is found. */
  noteWorkflows(of: ErasureRef, runs: readonly string[]): Promise<void>;
}

/** In the order of an erasure; those that are taken out of sums go first, and by `uncount`. */
export const ERASED_PARTS: readonly PartName[] = REGISTERED.filter((name) => {
  const erased = registered(name)?.erased;
  return erased === 'delete' || erased === 'blank';
});

/** @param pseudonym what the workspace calls somebody with this address */
export function mongoCustomerErasure(
  connection: Connection,
  tallies: Pick<TallyStore, 'forget'>,
  pseudonym: PseudonymOf,
): CustomerErasure {
  return new MongoCustomerErasure(connection, tallies, pseudonym);
}

class MongoCustomerErasure implements CustomerErasure {
  readonly #connection: Connection;
  readonly #tallies: Pick<TallyStore, 'forget'>;
  readonly #own: OwnRowsIn;
  readonly #jobs;
  readonly #erasures: Pick<ErasureStore, 'noteRuns'>;

  constructor(connection: Connection, tallies: Pick<TallyStore, 'forget'>, pseudonym: PseudonymOf) {
    this.#connection = connection;
    this.#tallies = tallies;
    this.#own = ownRowsIn(connection, pseudonym);
    this.#jobs = jobCollection(connection);
    this.#erasures = mongoErasureStore(connection);
  }

  async uncount(of: ErasureRef, census: Census): Promise<void> {
    const [key, as] = [customerKey(of.workspace, of.customer), customerKey(of.workspace, of.alias)];
    await this.#tallies.forget(census, key, as, async ({ customers, counted }, session) => {
      await this.#note(of, 'customers', customers, session);
      await this.#note(of, 'counted', counted, session);
    });
  }

  async eraseSome(of: ErasureRef, name: PartName, limit: number, now: Instant): Promise<number> {
    const rows = await this.#some(of, name, limit);
    if (rows.length === 0) return 0;
    const session = await this.#connection.startSession();
    try {
      await session.withTransaction(() => this.#take(of, name, rows, session), { writeConcern: MAJORITY });
    } finally {
      await session.endSession();
    }
    const counted = { $inc: { done: rows.length }, $set: { changedAt: now } };
    await this.#jobs.updateOne({ _id: of.job }, counted, { writeConcern: MAJORITY });
    return rows.length;
  }

  async filesBefore({ workspace, at }: ErasureRef): Promise<number> {
    const came = { workspace, active: 1 as const, startedAt: { $lte: at } };
    return await this.#jobs.countDocuments({ ...came, kind: { $in: ['import', 'contacts'] } });
  }

  async noteWorkflows({ _id, job }: ErasureRef, runs: readonly string[]): Promise<void> {
    const workflows = await this.#erasures.noteRuns(_id, runs);
    await this.#jobs.updateOne({ _id: job }, { $set: { 'result.workflows': workflows } }, { writeConcern: MAJORITY });
  }

  async #some(of: ErasureRef, name: PartName, limit: number): Promise<readonly StoredRow[]> {
    for await (const page of inPages(this.#own.rows(of, name), limit)) return page;
    return [];
  }

  async #take(of: ErasureRef, name: PartName, rows: readonly StoredRow[], session: ClientSession): Promise<void> {
    const collection = this.#own.collection(name);
    const blank = registered(name)?.erased === 'blank' ? blankOf(name) : undefined;
    const taken = rows.map((row): { readonly row: StoredRow; readonly into: Blanked } => {
      return { row, into: blank?.(row, of) ?? { is: 'gone' } };
    });
    const gone = taken.flatMap(({ row, into }) => (into.is === 'changed' ? [] : [row._id]));
    await collection.deleteMany({ _id: { $in: gone } }, { session });
    for (const { row, into } of taken) {
      if (into.is === 'changed') await collection.updateOne({ _id: row._id }, { $set: into.said }, { session });
      if (into.is !== 'row') continue;
      await collection.replaceOne({ _id: into.row._id }, into.row, { session, upsert: true });
    }
    // A mark tells nothing of whose it is: it goes with its event.
    if (name === 'events') {
      const marks = await this.#own.collection('marks').deleteMany({ _id: { $in: gone } }, { session });
      await this.#note(of, 'marks', marks.deletedCount, session);
    }
    await this.#note(of, name, rows.length, session);
  }

  async #note({ job }: ErasureRef, name: PartName, count: number, session: ClientSession): Promise<void> {
    const counted = { $inc: { [`result.erased.${name}`]: count } };
    if (count > 0) await this.#jobs.updateOne({ _id: job }, counted, { session });
  }
}
