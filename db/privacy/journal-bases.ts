import type { Connection, mongo } from 'mongoose';
import { NOTHING_TOLD, type JournalFold } from '../../domain/decision/journal-fold.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';
import { NO_RESULTS, type ResultShares } from '../tallies/result-shares.ts';

/** What a customer's journal had come to before its first entry that is kept. */
export interface JournalBase {
  /** The last entry that is in it; -1: none is. */
  readonly seq: number;
  /** When that was, and the playbook by which it was decided. */
  readonly at: Instant;
  readonly playbook: number;
  /** Where they stood in journeys, and their points, tier and rewards. */
  readonly fold: JournalFold;
  /** What results of journeys count of it. */
  readonly results: ResultShares;
}

export interface JournalBaseRow extends JournalBase {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
}

export const NO_BASE: JournalBase = { seq: -1, at: -Infinity, playbook: 0, fold: NOTHING_TOLD, results: NO_RESULTS };

export function journalBaseCollection(connection: Connection): mongo.Collection<JournalBaseRow> {
  return collectionOf<JournalBaseRow>(connection, 'journal_bases');
}
