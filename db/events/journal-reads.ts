import type { Connection } from 'mongoose';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { Instant } from '../../domain/time.ts';
import type { CustomerRow } from '../customers/customers.ts';
import { mongoDecisionStore } from './decisions.ts';
import { journalCollection, type JournalRow } from './journal.ts';

/** What a customer's past is told from. */
export interface PastReads {
  /** Every event that the stored state has taken, in no order. */
  history(row: CustomerRow): Promise<readonly CustomerEvent[]>;
  /** The journal up to an instant, oldest first. */
  journalUntil(row: CustomerRow, at: Instant): Promise<readonly JournalRow[]>;
}

export function mongoPastReads(connection: Connection): PastReads {
  const decisions = mongoDecisionStore(connection);
  const journal = journalCollection(connection);
  return {
    async history({ workspace, customer, turn, state }) {
      return await decisions.history({ workspace, customer, turn: turn + 1, base: state.base, rest: state.rest });
    },
    async journalUntil({ _id, state }, at) {
      // What a lost attempt wrote beyond the state did not happen.
      const filter = { key: _id, at: { $lte: at }, seq: { $lte: state.seq } };
      return await journal.find(filter).sort({ seq: 1 }).toArray();
    },
  };
}
