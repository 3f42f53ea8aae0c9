import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { customerCollection } from './customers.ts';
import { AT_STAKE } from './segments.ts';

/** What will happen on one day by time alone. */
interface DayAhead {
  readonly overdue: number;
  readonly lapsed: number;
  /** Minor units, within the window: of those who become overdue or lapse. */
  readonly revenue: number;
  /** See `valueAtStake`; minor units. */
  readonly valueAtStake: number;
  /** Customers whose segment changes. */
  readonly moves: number;
}

export interface Forecast {
  /**
   * One entry for each day between two boundaries, both ascending. What is due before the first one and not yet
   * decided counts on the first day.
   */
  daysAhead(workspace: WorkspaceId, boundaries: readonly Instant[]): Promise<readonly DayAhead[]>;
}

interface Bucket {
  readonly _id: Instant;
  readonly overdue: number;
  readonly lapsed: number;
  readonly revenue: number;
  readonly valueAtStake: number;
  readonly moves: number;
}

export function mongoForecast(connection: Connection): Forecast {
  const customers = customerCollection(connection);

  /** Counts by the day that `field` falls on. */
  async function byDay(workspace: WorkspaceId, boundaries: readonly Instant[], field: string) {
    const [first, last] = [boundaries[0] ?? 0, boundaries.at(-1) ?? 0];
    const rows = customers.aggregate<Bucket>([
      { $match: { workspace, [field]: { $lt: last } } },
      {
        $bucket: {
          groupBy: { $max: [`$${field}`, first] },
          boundaries: [...boundaries],
          output: {
            overdue: { $sum: { $cond: [{ $eq: ['$nextSilence.stage', 'overdue'] }, 1, 0] } },
            lapsed: { $sum: { $cond: [{ $eq: ['$nextSilence.stage', 'lapsed'] }, 1, 0] } },
            revenue: { $sum: '$revenue' },
            valueAtStake: { $sum: AT_STAKE },
            moves: { $sum: 1 },
          },
        },
      },
    ]);
    return new Map((await rows.toArray()).map((bucket) => [bucket._id, bucket]));
  }

  return {
    async daysAhead(workspace, boundaries) {
      const [silences, moves] = await Promise.all([
        byDay(workspace, boundaries, 'nextSilence.at'),
        byDay(workspace, boundaries, 'nextMove.at'),
      ]);
      return boundaries.slice(0, -1).map((start) => {
        const silence = silences.get(start);
        return {
          overdue: silence?.overdue ?? 0,
          lapsed: silence?.lapsed ?? 0,
          revenue: silence?.revenue ?? 0,
          valueAtStake: silence?.valueAtStake ?? 0,
          moves: moves.get(start)?.moves ?? 0,
        };
      });
    },
  };
}
