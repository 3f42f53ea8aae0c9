import type { SegmentId } from '../../domain/scoring/segment.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { ReadAt } from './counted.ts';
import type { TallyReader } from './reader.ts';
import { nameOfSegment, segmentOfName, type Tally } from './tally.ts';

/** How many moves there were on each local day, by where from and where to. */
export const moveDayTally: Tally<'moves'> = {
  name: 'move-day',
  past: true,
  amounts: ['moves'],
  shares: ({ moves }) =>
    moves.map(({ day, from, to }) => ({
      of: `${nameOfSegment(from)}/${nameOfSegment(to)}`,
      day,
      adds: { moves: 1 },
    })),
};

/** Moves of one kind; `null` stands for no segment. */
export interface MovesByDay {
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
  /** One number for each day asked for, today last. */
  readonly moves: readonly number[];
}

/**
 * Of the last `count` local days, today included; the most frequent first. Kinds that did not occur are left out.
 * @param count at most `KEPT_DAYS`
 */
export async function movesByDay(
  reader: TallyReader,
  { timezone, now }: ReadAt,
  count: number,
): Promise<readonly MovesByDay[]> {
  const first = dayOf(now, timezone) - count + 1;
  const kinds = new Map<string, number[]>();
  for (const { of, day, sums } of await reader.rows(moveDayTally, { from: first })) {
    const moves = kinds.get(of) ?? Array.from({ length: count }, () => 0);
    kinds.set(of, moves);
    moves[day - first] = sums.moves;
  }
  const total = ({ moves }: MovesByDay) => moves.reduce((sum, one) => sum + one, 0);
  return [...kinds]
    .map(([of, moves]) => {
      const [from, to] = of.split('/');
      return { from: segmentOfName(from), to: segmentOfName(to), moves };
    })
    .filter((kind) => total(kind) > 0)
    .toSorted((a, b) => total(b) - total(a));
}
