import type { mongo } from 'mongoose';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

/** As 0.2.0 wrote it: without the instant until which its totals hold, and with what was expected when it was decided on. */
interface RowOf020 {
  readonly _id: string;
  readonly outlook?: { readonly revenue: number };
  readonly totalsUntil?: number;
  readonly atStake?: number;
}

/** Lets rows of 0.2.0 be counted anew when they are next read: they do not know until when their totals hold. */
export const customerFigures: Migration = {
  id: 'customer-figures',
  to: 3,
  what: 'until when the totals of each customer hold',
  async run(connection, tell) {
    const customers = collectionOf<RowOf020>(connection, 'customers');
    const left: mongo.Filter<RowOf020> = { totalsUntil: { $exists: false } };
    const change = async (rows: readonly RowOf020[]) => {
      const writes = rows.map(({ _id, outlook }) => {
        const $set = { totalsUntil: 0, atStake: outlook?.revenue ?? 0 };
        return { updateOne: { filter: { _id, ...left }, update: { $set, $unset: { outlook: 1 } as const } } };
      });
      await customers.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
    };
    await changeRows(customers, { left, fields: { outlook: 1 }, change }, tell);
  },
};
