import { MAJORITY } from '../connection.ts';
import { effectCollection, type EffectRow } from '../messaging/effects.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

/** Lets messages that were sent, and placements that were seen, before they were counted be counted. */
export const messagesToCount: Migration = {
  id: 'messages-to-count',
  to: 4,
  what: 'whether messages arrived and placements were followed, by journey and day',
  async run(connection, tell) {
    const effects = effectCollection(connection);
    const change = async (rows: readonly Pick<EffectRow, '_id'>[]) => {
      const ids = rows.map(({ _id }) => _id);
      await effects.updateMany({ _id: { $in: ids } }, { $set: { uncounted: 1 } }, { writeConcern: MAJORITY });
    };
    const isTold = [{ kind: 'sendMessage' as const }, { seen: { $exists: true } }];
    const left = { $or: isTold, under: { $exists: false }, uncounted: { $exists: false } };
    await changeRows(effects, { left, projection: { _id: 1 }, change }, tell);
  },
};
