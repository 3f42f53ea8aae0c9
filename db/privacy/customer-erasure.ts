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
import type { OpenErasure } from './erasures.ts';
import { ownRowsIn, type PseudonymOf } from './find-own.ts';
import type { StoredRow } from './own-rows.ts';
import { REGISTER } from './register.ts';

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
  /** Notes how many runs of workflows there were. */
  noteWorkflows(of: ErasureRef, more: number): Promise<void>;
}

/** In the order of an erasure; those that are taken out of sums go first, and by `uncount`. */
export const ERASED_PARTS: readonly PartName[] = (Object.keys(REGISTER) as PartName[]).filter((name) => {
  const erased = REGISTER[name]?.erased;
  return erased === 'delete' || erased === 'blank';
});

/** @param pseudonym what the workspace calls somebody with this address */
export function mongoCustomerErasure(
  connection: Connection,
  tallies: Pick<TallyStore, 'forget'>,
  pseudonym: PseudonymOf,
): CustomerErasure {
  const jobs = jobCollection(connection);
  const own = ownRowsIn(connection, pseudonym);
  const { collection } = own;

  async function note(of: ErasureRef, name: PartName, count: number, session: ClientSession): Promise<void> {
    if (count > 0) await jobs.updateOne({ _id: of.job }, { $inc: { [`result.rows.${name}`]: count } }, { session });
  }

  async function some(of: ErasureRef, name: PartName, limit: number): Promise<readonly StoredRow[]> {
    for await (const page of inPages(own.find(of, name), limit)) return page;
    return [];
  }

  async function take(of: ErasureRef, name: PartName, rows: readonly StoredRow[], session: ClientSession) {
    const blank = REGISTER[name]?.erased === 'blank' ? blankOf(name) : undefined;
    const taken = rows.map((row): { readonly row: StoredRow; readonly into: Blanked } => {
      return { row, into: blank?.(row, of) ?? { is: 'gone' } };
    });
    const gone = taken.flatMap(({ row, into }) => (into.is === 'changed' ? [] : [row._id]));
    await collection(name).deleteMany({ _id: { $in: gone } }, { session });
    for (const { row, into } of taken) {
      if (into.is === 'changed') await collection(name).updateOne({ _id: row._id }, { $set: into.fields }, { session });
      if (into.is !== 'row') continue;
      await collection(name).replaceOne({ _id: into.row._id }, into.row, { session, upsert: true });
    }
    // A mark tells nothing of whose it is: it goes with its event.
    if (name === 'events') {
      const marks = await collection('marks').deleteMany({ _id: { $in: gone } }, { session });
      await note(of, 'marks', marks.deletedCount, session);
    }
    await note(of, name, rows.length, session);
  }

  return {
    async uncount(of, census) {
      const [key, as] = [customerKey(of.workspace, of.customer), customerKey(of.workspace, of.alias)];
      await tallies.forget(census, key, as, async ({ customers, counted }, session) => {
        await note(of, 'customers', customers, session);
        await note(of, 'counted', counted, session);
      });
    },
    async eraseSome(of, name, limit, now) {
      const rows = await some(of, name, limit);
      if (rows.length === 0) return 0;
      const session = await connection.startSession();
      try {
        await session.withTransaction(() => take(of, name, rows, session), { writeConcern: MAJORITY });
      } finally {
        await session.endSession();
      }
      const counted = { $inc: { done: rows.length }, $set: { changedAt: now } };
      await jobs.updateOne({ _id: of.job }, counted, { writeConcern: MAJORITY });
      return rows.length;
    },
    async filesBefore({ workspace, at }) {
      return await jobs.countDocuments({
        workspace,
        kind: { $in: ['import', 'contacts'] },
        active: 1,
        startedAt: { $lte: at },
      });
    },
    async noteWorkflows({ job }, more) {
      await jobs.updateOne({ _id: job }, { $inc: { 'result.workflows': more } }, { writeConcern: MAJORITY });
    },
  };
}
