import type { Connection, mongo } from 'mongoose';
import type { Move } from '../../domain/decision/decision.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { Instant } from '../../domain/time.ts';
import { journalCollection, type JournalRow } from './journal.ts';
import { ALIASES } from '../privacy/erasures.ts';
import type { Page } from '../page.ts';

export type MovedRow = JournalRow & { readonly move: Move };

/** Which moves are asked for; what is left out is not asked about, `null` means without a segment. */
interface MoveFilter {
  readonly from?: SegmentId | null;
  readonly to?: SegmentId | null;
  /** Both included. */
  readonly since?: Instant;
  readonly until: Instant;
}

type MoveCursor = Pick<JournalRow, 'at' | '_id'>;

export interface MoveReads {
  /** Newest first; of one instant, customer after customer, and each customer's newest first. */
  list(workspace: WorkspaceId, filter: MoveFilter, page: Page<MoveCursor>): Promise<readonly MovedRow[]>;
}

export function mongoMoveReads(connection: Connection): MoveReads {
  const journal = journalCollection(connection);
  return {
    async list(workspace, { from, to, since, until }, { limit, after }) {
      const filter: mongo.Filter<JournalRow> = {
        workspace,
        move: { $exists: true },
        // Moves of those who were erased are counted, and nobody's.
        customer: { $not: ALIASES },
        at: { $lte: until, ...(since === undefined ? {} : { $gte: since }) },
        ...(from === undefined ? {} : { 'move.from': from }),
        ...(to === undefined ? {} : { 'move.to': to }),
        ...(after ? { $or: behind(after) } : {}),
      };
      const rows = await journal.find(filter).sort({ at: -1, key: 1, seq: -1 }).limit(limit).toArray();
      return rows.filter(hasMove);
    },
  };
}

/** What follows a row in that order. Its id is the customer's key, a colon and its number. */
function behind({ at, _id }: MoveCursor): object[] {
  const end = _id.lastIndexOf(':');
  const [key, seq] = [_id.slice(0, end), Number(_id.slice(end + 1))];
  return [{ at: { $lt: at } }, { at, key: { $gt: key } }, { at, key, seq: { $lt: seq } }];
}

function hasMove(row: JournalRow): row is MovedRow {
  return row.move !== undefined;
}
