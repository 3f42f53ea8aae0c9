import type { Connection, mongo } from 'mongoose';
import { MAJORITY } from '../connection.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** A row of an import that was refused, for download. */
export interface RejectedRow {
  /** `job:line` */
  readonly _id: string;
  readonly job: string;
  readonly line: number;
  /** In one word; rows of an earlier version have none. */
  readonly reason?: string;
  /** `null`: the row as a whole. */
  readonly column: string | null;
  readonly message: string;
  /** The row as it came, cut to 500 characters. */
  readonly raw: string;
}

export interface RejectedStore {
  /** Repeatable: a row known already is left as it is. */
  add(rows: readonly RejectedRow[]): Promise<void>;
  /** In order of the file; `reason` leaves out all others. */
  list(job: string, reason?: string): AsyncIterable<RejectedRow>;
}

export function mongoRejectedStore(connection: Connection): RejectedStore {
  const rejected: mongo.Collection<RejectedRow> = collectionOf<RejectedRow>(connection, 'rejected_rows', [
    { keys: { job: 1, line: 1 } },
  ]);
  return {
    async add(rows) {
      if (rows.length === 0) return;
      try {
        await rejected.insertMany([...rows], { ordered: false, writeConcern: MAJORITY });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    list(job, reason) {
      return rejected
        .find({ job, ...(reason === undefined ? {} : { reason }) })
        .sort({ line: 1 })
        .batchSize(ROWS_AT_ONCE);
    },
  };
}
