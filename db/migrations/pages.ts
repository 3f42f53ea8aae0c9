import type { mongo } from 'mongoose';
import type { Tell } from './migration.ts';

/** Rows looked at together: few enough to take far less than the ten seconds of a call. */
const PAGE = 500;

export interface RowsToChange<Row> {
  /** Rows that are still as they were: a repeat passes over those that are done. No index is needed. */
  readonly left: mongo.Filter<Row>;
  /** Fields of the row that are read; left out: all. */
  readonly fields?: Readonly<Record<string, 1>>;
  /** Repeatable. What is written to the store waits for a majority. */
  readonly change: (rows: readonly mongo.WithId<Row>[]) => Promise<unknown>;
  /** Rows looked at together; fewer where one of them is large. */
  readonly page?: number;
}

/** Goes through a collection in order of its keys, changes what is left of it, and tells after each page how far it is. */
export async function changeRows<Row extends mongo.BSON.Document>(
  rows: mongo.Collection<Row>,
  { left, fields, change, page = PAGE }: RowsToChange<Row>,
  tell: Tell,
): Promise<void> {
  const of = await rows.estimatedDocumentCount();
  const options = { readConcern: 'majority', ...(fields ? { projection: fields } : {}) } as const;
  let done = 0;
  let after: unknown;
  for (;;) {
    // Keys differ from collection to collection, so the driver's filter type cannot know that they compare.
    const behind = (after === undefined ? {} : { _id: { $gt: after } }) as mongo.Filter<Row>;
    const seen = await rows
      .find(behind, { readConcern: 'majority' })
      .project<{ _id: unknown }>({ _id: 1 })
      .sort({ _id: 1 })
      .limit(page)
      .toArray();
    const last = seen.at(-1)?._id;
    if (last === undefined) return;
    const upTo = { _id: { $lte: last } } as mongo.Filter<Row>;
    const some = await rows.find({ $and: [left, behind, upTo] } as mongo.Filter<Row>, options).toArray();
    if (some.length > 0) await change(some);
    after = last;
    done += seen.length;
    await tell(done, Math.max(of, done));
  }
}
