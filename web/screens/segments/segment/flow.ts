import type { getMovesDaysContract } from '../../../../api/segments/get-moves-days.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type MovesByDay = CallReply<typeof getMovesDaysContract>;

export interface Flow {
  readonly other: string | null;
  readonly total: number;
}

/** Where they come from, or go to; the most frequent first. */
export function flowsOf({ moves }: MovesByDay, side: 'from' | 'to'): readonly Flow[] {
  return moves.map((kind) => ({ other: kind[side], total: sum(kind.moves) })).toSorted((a, b) => b.total - a.total);
}

/** All of them, day by day. */
export function perDay({ days, moves }: MovesByDay): readonly number[] {
  return days.map((_day, place) => sum(moves.map((kind) => kind.moves[place] ?? 0)));
}

/** With fewer who left, a mean says nothing. */
const LEAST_LEFT = 20;

/**
 * How long somebody stays, as far as the days tell: the days that all of them together spent in the segment, for each one who left
 * it. So those who are still in it count with the time they have been there so far. `null`: too few have left.
 * @param sizes at the end of each day @param left how many left on each of the same days
 */
export function typicalStay(sizes: readonly number[], left: readonly number[]): number | null {
  const gone = sum(left);
  return gone < LEAST_LEFT ? null : sum(sizes) / gone;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
