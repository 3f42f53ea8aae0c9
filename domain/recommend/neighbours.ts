import type { ItemId } from '../ids.schema.ts';

/** How two items lie in baskets: in how many both, the one, the other, and how many baskets there are. */
export interface PairTable {
  readonly together: number;
  readonly one: number;
  readonly other: number;
  readonly all: number;
}

/** An item that is bought with another one more often than chance would have it. */
export interface Neighbour {
  readonly item: ItemId;
  /** Baskets that hold both. */
  readonly together: number;
  readonly llr: number;
}

/** Fewer common baskets than these may be chance. */
export const LEAST_TOGETHER = 5;
const MOST_NEIGHBOURS = 20;

/**
 * Dunning's log-likelihood ratio (G²) of the two-by-two table of a pair: how sure it is that two items belong together,
 * and 0 where they meet no more often than chance has it.
 */
export function llr({ together, one, other, all }: PairTable): number {
  if (together * all <= one * other) return 0;
  const cells = [together, one - together, other - together, all - one - other + together];
  const margins = [one, all - one, other, all - other];
  const value = 2 * (sumOfLogs(cells) - sumOfLogs(margins) + timesLog(all));
  // Rounding may leave a trace below nothing.
  return Math.max(0, value);
}

function sumOfLogs(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + timesLog(count), 0);
}

function timesLog(count: number): number {
  return count === 0 ? 0 : count * Math.log(count);
}

/** What is counted of a base. */
export interface Counted {
  readonly baskets: number;
  /** In how many baskets each item lies. */
  readonly items: ReadonlyMap<ItemId, number>;
}

/**
 * The items that belong to one most surely, the surest first.
 * @param together in how many baskets other items lie with it; fewer than the least need not be told
 */
export function neighboursOf(
  item: ItemId,
  together: Iterable<readonly [other: ItemId, baskets: number]>,
  { baskets: all, items }: Counted,
): readonly Neighbour[] {
  const one = items.get(item) ?? 0;
  const found: Neighbour[] = [];
  for (const [other, both] of together) {
    if (both < LEAST_TOGETHER) continue;
    const sure = llr({ together: both, one, other: items.get(other) ?? 0, all });
    if (sure > 0) found.push({ item: other, together: both, llr: sure });
  }
  return found.toSorted(bySureness).slice(0, MOST_NEIGHBOURS);
}

function bySureness(a: Neighbour, b: Neighbour): number {
  return b.llr - a.llr || (a.item < b.item ? -1 : 1);
}
