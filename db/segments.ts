import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { SegmentId } from '../domain/rfm/segment.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { customerCollection } from './customers.ts';
import { journalCollection } from './journal.ts';

/** What a segment holds now; `null` stands for customers without a score. */
export interface SegmentCount {
  readonly segment: SegmentId | null;
  readonly customers: number;
  /** Minor units, within the window. */
  readonly revenue: number;
  /** Who reaches the next stage of silence within seven days, and what is at stake with them; see `valueAtStake`. */
  readonly silent: number;
  readonly silentValue: number;
}

export interface MoveCount {
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
  readonly moves: number;
}

export interface SegmentReads {
  counts(workspace: WorkspaceId, now: Instant): Promise<readonly SegmentCount[]>;
  /** Moves of the 30 days up to `now`. */
  moved(workspace: WorkspaceId, now: Instant): Promise<readonly MoveCount[]>;
}

export const AT_STAKE = '$atStake';

export function mongoSegmentReads(connection: Connection): SegmentReads {
  const customers = customerCollection(connection);
  const journal = journalCollection(connection);
  return {
    async counts(workspace, now) {
      const soon = { $and: [{ $gt: ['$nextSilence.at', null] }, { $lte: ['$nextSilence.at', now + 7 * DAY] }] };
      const rows = customers.aggregate<Omit<SegmentCount, 'segment'> & { readonly _id: SegmentId | null }>([
        { $match: { workspace } },
        {
          $group: {
            _id: '$segment',
            customers: { $sum: 1 },
            revenue: { $sum: '$revenue' },
            silent: { $sum: { $cond: [soon, 1, 0] } },
            silentValue: { $sum: { $cond: [soon, AT_STAKE, 0] } },
          },
        },
      ]);
      return (await rows.toArray()).map(({ _id, ...count }) => ({ segment: _id, ...count }));
    },
    async moved(workspace, now) {
      const rows = journal.aggregate<{
        readonly _id: { readonly from?: SegmentId | null; readonly to?: SegmentId | null };
        readonly moves: number;
      }>([
        { $match: { workspace, at: { $gt: now - 30 * DAY, $lte: now }, move: { $exists: true } } },
        { $group: { _id: { from: '$move.from', to: '$move.to' }, moves: { $sum: 1 } } },
      ]);
      return (await rows.toArray()).map(({ _id, moves }) => ({ from: _id.from ?? null, to: _id.to ?? null, moves }));
    },
  };
}
