import type { Connection } from 'mongoose';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { MAJORITY } from '../connection.ts';
import { eventCollection } from './events.ts';
import type { ImportedRow, ImportRef } from '../customers/imported.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';

/** What may still be changed of a row: it was brought by an import that has not delivered it, or waits for a test clock. */
export type ReturnRow = Pick<ImportedRow, '_id' | 'customer' | 'event'> & Partial<ImportedRow>;

/** Refunds that an import brought without saying of which order. */
export interface ReturnStore {
  /** Those customers' whole histories, whoever told of them. */
  histories(of: ImportRef): AsyncIterable<{ readonly customer: CustomerId; readonly rows: readonly ReturnRow[] }>;
  /** Puts rows in the place of all that stand for a customer's returns so far. Repeatable. */
  replace(of: ImportRef, customer: CustomerId, rows: readonly ReturnRow[]): Promise<void>;
}

/** Whether nobody has been told of the row yet. */
export function isUntold(row: ReturnRow, job: string): boolean {
  return row.import === job || row.ahead === 1;
}

export function mongoReturnStore(connection: Connection): ReturnStore {
  const events = eventCollection(connection);
  return {
    async *histories({ workspace, job }) {
      const returned = events
        .find({ 'unnamed.by': job })
        .sort({ 'unnamed.by': 1, customer: 1 })
        .batchSize(ROWS_AT_ONCE)
        .project<Pick<ImportedRow, 'customer'>>({ _id: 0, customer: 1 });
      let last: CustomerId | undefined;
      for await (const { customer } of returned) {
        if (customer === last) continue;
        last = customer;
        const rows = await events.find<ReturnRow>({ workspace, customer }, { readConcern: 'majority' }).toArray();
        yield { customer, rows };
      }
    },
    async replace({ workspace, job }, customer, rows) {
      const kept = rows.map((row) => row._id);
      const untold = [{ import: job }, { ahead: 1 as const }];
      const stale = {
        workspace,
        customer,
        'brought.by': job,
        partOf: { $exists: true },
        _id: { $nin: kept },
        $or: untold,
      };
      const writes = rows.map(({ _id, ...row }) => ({
        updateOne: { filter: { _id }, update: { $set: row }, upsert: true },
      }));
      await events.deleteMany(stale, { writeConcern: MAJORITY });
      if (writes.length > 0) await events.bulkWrite(writes, { writeConcern: MAJORITY });
    },
  };
}
