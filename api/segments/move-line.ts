import type { MovedRow } from '../../db/events/moves.ts';
import { isoTime } from '../../domain/time.ts';
import { shownCause } from '../sentences.ts';

/** A move, as lists and the live stream tell of it. */
export function moveLine({ customer, at, score, move }: Pick<MovedRow, 'customer' | 'at' | 'score' | 'move'>) {
  return { customer, at: isoTime(at), from: move.from, to: move.to, score, cause: shownCause(move.cause) };
}
