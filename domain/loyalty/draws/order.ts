import { bucketOf } from '../../sha256.ts';
import type { Draw, Prize } from './draw.schema.ts';

/**
 * The prizes of a draw in the order in which one ticket wants them: the first that is in stock is its outcome. Each comes
 * first by its share of all weights, and next by its share of those that are left. It follows from the hash alone, so
 * nobody can draw again until they like what comes.
 * @param salt of the version of the draw
 * @param ticket of one customer: no two are alike
 */
export function prizeOrder({ prizes }: Pick<Draw, 'prizes'>, salt: string, ticket: string): readonly Prize[] {
  const drawn = prizes.map((prize) => ({ prize, wait: waitOf(prize, bucketOf(`${salt}:${prize.id}`, ticket)) }));
  return drawn.toSorted((one, other) => one.wait - other.wait).map(({ prize }) => prize);
}

/** Of independent waits, each shorter by its weight, the shortest is a weighted choice. @param u from 0 up to 1 */
function waitOf({ weight }: Prize, u: number): number {
  return -Math.log(1 - u) / weight;
}
