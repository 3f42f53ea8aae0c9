import type { mongo } from 'mongoose';
import type { Tell } from './migration.ts';

/** Rows changed together: few enough to take far less than the ten seconds of a call. */
const PAGE = 500;

export interface RowsToChange<Row> {
  /** Rows that are still as they were: a repeat passes over those that are done. */
  readonly left: mongo.Filter<Row>;
  /** Fields of the row that are read; left out: all. */
  readonly fields?: Readonly<Record<string, 1>>;
  /** Repeatable. What is written to the store waits for a majority. */
  readonly change: (rows: readonly mongo.WithId<Row>[]) => Promise<unknown>;
  /** Rows at a time; fewer where one of them is large. */
  readonly page?: number;
}

/** Changes what is left of a collection, page by page in order of the keys, and tells after each how far it is. */
export async function changeRows<Row extends mongo.BSON.Document>(
  rows: mongo.Collection<Row>,
  { left, fields, change, page = PAGE }: RowsToChange<Row>,
  tell: Tell,
): Promise<void> {
  const of = await rows.countDocuments(left);
  let done = 0;
  let after: unknown;
  for (;;) {
    const behind = after === undefined ? {} : { _id: { $gt: after } };
    // Keys differ from collection to collection, so the driver's filter type cannot know that they compare.
    const filter = { $and: [left, behind] } as mongo.Filter<Row>;
    const found = rows.find(filter, { readConcern: 'majority', ...(fields ? { projection: fields } : {}) });
    const some = await found.sort({ _id: 1 }).limit(page).toArray();
    const last = some.at(-1);
    if (last === undefined) return;
    await change(some);
    after = last._id;
    done += some.length;
    await tell(done, Math.max(of, done));
  }
}
