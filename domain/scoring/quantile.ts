import type { Distribution } from './population.ts';

/** Where the cut-offs between equally full bins lie: for 4 bins .25, .5 and .75. */
export function cutProbabilities(bins: number): readonly number[] {
  return Array.from({ length: bins - 1 }, (_, place) => (place + 1) / bins);
}

/** Type-7 quantiles at the edges between `bins` equally full bins. Equal neighbours stay: a bin may be empty. */
export function quantileCuts(distribution: Distribution, bins: number): readonly number[] {
  return cutProbabilities(bins).map((probability) => rounded(quantile(distribution, probability)));
}

/** Interpolation is not exact in binary: 5080 must not become 5079.999…, which 5080 is above. */
function rounded(cut: number): number {
  return Math.round(cut * 1e6) / 1e6;
}

/**
 * The type-7 quantile (the default of R and of spreadsheets), counted and never listed.
 * @param probability 0 to 1
 * @throws RangeError where nobody is counted, or the probability is none
 */
export function quantile(distribution: Distribution, probability: number): number {
  const { rank, share } = placeOf(countOf(distribution), probability);
  const low = valueAtRank(distribution, rank);
  return share === 0 ? low : low + share * (valueAtRank(distribution, rank + 1) - low);
}

/**
 * Which members of the sorted list a type-7 quantile is made of: one, or two neighbours.
 * @returns ranks from 0
 */
export function ranksOf(count: number, probability: number): readonly number[] {
  const { rank, share } = placeOf(count, probability);
  return share === 0 ? [rank] : [rank, rank + 1];
}

/** The distinct values that the cut-offs between `bins` bins are made of, ascending. */
export function valuesAtCuts(distribution: Distribution, bins: number): readonly number[] {
  const count = countOf(distribution);
  const ranks = cutProbabilities(bins).flatMap((probability) => ranksOf(count, probability));
  return [...new Set(ranks.map((rank) => valueAtRank(distribution, rank)))].toSorted((a, b) => a - b);
}

/** @param rank from 0 */
export function valueAtRank(distribution: Distribution, rank: number): number {
  let before = 0;
  for (const [value, count] of distribution) {
    before += count;
    if (rank < before) return value;
  }
  throw new RangeError(`there is no rank ${rank} among ${before} values`);
}

function countOf(distribution: Distribution): number {
  return distribution.reduce((sum, [, count]) => sum + count, 0);
}

function placeOf(count: number, probability: number): { readonly rank: number; readonly share: number } {
  if (count < 1 || !(probability >= 0 && probability <= 1)) {
    throw new RangeError(`no quantile ${probability} of ${count} values; it takes one value or more, and 0 to 1`);
  }
  const place = (count - 1) * probability;
  const rank = Math.floor(place);
  return { rank, share: place - rank };
}
