import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { journalCollection } from './journal.ts';

/** An event at which more had been refunded than its order was worth. */
export interface AboveOrder {
  readonly customer: CustomerId;
  /** The refund, or the purchase that refunds had waited for. */
  readonly event: EventKey;
  readonly at: Instant;
  /** Minor units that count nowhere. */
  readonly above: number;
}

export interface AllAbove {
  readonly count: number;
  /** Newest first. */
  readonly newest: readonly AboveOrder[];
}

const SHOWN = 10;

/** What customers found that the door could not know: refunds beyond their order. */
export function mongoAboveOrder(connection: Connection): (workspace: WorkspaceId) => Promise<AllAbove> {
  const journal = journalCollection(connection);
  return async (workspace) => {
    const those = { workspace, 'events.outcome.above': { $exists: true } };
    const [count, rows] = await Promise.all([
      journal.countDocuments(those),
      journal
        .find(those, { projection: { customer: 1, events: 1 }, batchSize: SHOWN })
        .sort({ at: -1 })
        .limit(SHOWN)
        .toArray(),
    ]);
    const newest = rows.flatMap(({ customer, events }) =>
      events.flatMap(({ key: event, at, outcome }): AboveOrder[] => {
        const above = outcome !== undefined && 'above' in outcome ? outcome.above : undefined;
        return above === undefined ? [] : [{ customer, event, at, above }];
      }),
    );
    return { count, newest };
  };
}
