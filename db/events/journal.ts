import type { Connection, mongo } from 'mongoose';
import type { JournalEntry } from '../../domain/decision/decision.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';

/** One instant of one customer's life, with its moves and effects. */
export interface JournalRow extends JournalEntry {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly key: CustomerKey;
  /** When the decision was taken, in the workspace's time. */
  readonly now: Instant;
  readonly turn: number;
  /** How many events the attempt that wrote it was told of; see `DecisionRecord`. */
  readonly heard: number;
  /** Decided asleep: whatever an attempt at this turn writes counts instead. */
  readonly asleep?: true;
  /** Its facts were made of the notes of version 0.3.0, which did not say everything. */
  readonly earlier?: true;
}

export function journalCollection(connection: Connection): mongo.Collection<JournalRow> {
  return collectionOf<JournalRow>(connection, 'journal', [
    { keys: { key: 1, seq: -1 } },
    {
      keys: { key: 1, 'events.key': 1 },
      options: { partialFilterExpression: { 'events.outcome': { $exists: true } } },
    },
    {
      keys: { workspace: 1, at: -1, key: 1, seq: -1 },
      options: { partialFilterExpression: { move: { $exists: true } } },
    },
    { keys: { key: 1, 'loyalty.n': -1 }, options: { partialFilterExpression: { loyalty: { $exists: true } } } },
    {
      keys: { key: 1, 'loyalty.order': 1 },
      options: { partialFilterExpression: { 'loyalty.order': { $exists: true } } },
    },
    { keys: { key: 1, at: 1 }, options: { partialFilterExpression: { move: { $exists: true } } } },
    { keys: { workspace: 1, at: 1 }, options: { partialFilterExpression: { 'effects.0': { $exists: true } } } },
    {
      keys: { workspace: 1, at: -1, 'silence.stage': 1 },
      options: { partialFilterExpression: { silence: { $exists: true } } },
    },
    {
      keys: { workspace: 1, at: -1, 'events.outcome.above': 1 },
      options: { partialFilterExpression: { 'events.outcome.above': { $exists: true } } },
    },
    {
      keys: { workspace: 1, at: -1, 'returned.back': 1 },
      options: { partialFilterExpression: { returned: { $exists: true } } },
    },
  ]);
}
