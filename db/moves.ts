import type { Connection, mongo } from 'mongoose';
import type { Move } from '../domain/decision.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { SegmentId } from '../domain/rfm/segment.ts';
import type { Instant } from '../domain/time.ts';
import { journalCollection, type JournalRow } from './journal.ts';
import type { Page } from './page.ts';

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
  /** Newest first. */
  list(workspace: WorkspaceId, filter: MoveFilter, page: Page<MoveCursor>): Promise<readonly MovedRow[]>;
}

export function mongoMoveReads(connection: Connection): MoveReads {
  const journal = journalCollection(connection);
  return {
    async list(workspace, { from, to, since, until }, { limit, after }) {
      const filter: mongo.Filter<JournalRow> = {
        workspace,
        move: { $exists: true },
        at: { $lte: until, ...(since === undefined ? {} : { $gte: since }) },
        ...(from === undefined ? {} : { 'move.from': from }),
        ...(to === undefined ? {} : { 'move.to': to }),
        ...(after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $gt: after._id } }] } : {}),
      };
      const rows = await journal.find(filter).sort({ at: -1, _id: 1 }).limit(limit).toArray();
      return rows.filter(hasMove);
    },
  };
}

function hasMove(row: JournalRow): row is MovedRow {
  return row.move !== undefined;
}
