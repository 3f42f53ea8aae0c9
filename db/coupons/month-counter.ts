import type { ClientSession, Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { CounterChanges, counterCollection } from '../tallies/counters.ts';
import type { Contribution } from '../tallies/tally.ts';

/** Changes what redemptions are counted under, in the transaction that changes them. */
export function createMonthCounter(connection: Connection) {
  const counters = counterCollection(connection);
  return async function count(
    workspace: WorkspaceId,
    was: readonly Contribution[],
    is: readonly Contribution[],
    session: ClientSession,
  ): Promise<void> {
    const changes = new CounterChanges();
    changes.move(was, is);
    const writes = changes.writes(workspace);
    if (writes.length > 0) await counters.bulkWrite(writes, { session, ordered: false });
  };
}
