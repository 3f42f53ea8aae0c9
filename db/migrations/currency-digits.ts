import { platformDigits } from '../../domain/currency.ts';
import { MAJORITY } from '../connection.ts';
import { workspaceCollection, type WorkspaceRow } from '../workspaces/workspaces.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

/**
 * Gives workspaces of 0.2.0 their digits, for good: those of this platform, by which their amounts have been read and
 * shown so far.
 */
export const currencyDigits: Migration = {
  id: 'currency-digits',
  to: 3,
  what: 'the digits of amounts, by workspace',
  async run(connection, tell) {
    const workspaces = workspaceCollection(connection);
    const left = { digits: { $exists: false } };
    const change = async (rows: readonly WorkspaceRow[]) => {
      const writes = rows.map(({ _id, currency }) => {
        return { updateOne: { filter: { _id, ...left }, update: { $set: { digits: platformDigits(currency) } } } };
      });
      await workspaces.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
    };
    await changeRows(workspaces, { left, change }, tell);
  },
};
