import { MAJORITY } from '../connection.ts';
import { effectCollection, type EffectRow } from '../messaging/effects.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

/** Lets messages that were sent before deliverability was counted be counted. */
export const messagesToCount: Migration = {
  id: 'messages-to-count',
  to: 4,
  what: 'whether messages arrived, by journey and day',
  async run(connection, tell) {
    const effects = effectCollection(connection);
    const change = async (rows: readonly Pick<EffectRow, '_id'>[]) => {
      const ids = rows.map(({ _id }) => _id);
      await effects.updateMany({ _id: { $in: ids } }, { $set: { uncounted: 1 } }, { writeConcern: MAJORITY });
    };
    const left = { kind: 'sendMessage', under: { $exists: false }, uncounted: { $exists: false } } as const;
    await changeRows(effects, { left, projection: { _id: 1 }, change }, tell);
  },
};
