import { MAJORITY } from '../connection.ts';
import { eventCollection, type EventRow } from '../events/events.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

/** Lets orders that came with their items before there were recommendations be counted for them. */
export const basketsOfEvents: Migration = {
  id: 'baskets-of-events',
  to: 3,
  what: 'what was bought together, for recommendations',
  async run(connection, tell) {
    const events = eventCollection(connection);
    const change = async (rows: readonly Pick<EventRow, '_id'>[]) => {
      const ids = rows.map(({ _id }) => _id);
      await events.updateMany({ _id: { $in: ids } }, { $set: { basket: 1 } }, { writeConcern: MAJORITY });
    };
    await changeRows(events, { left: { 'items.0': { $exists: true } }, projection: { _id: 1 }, change }, tell);
  },
};
