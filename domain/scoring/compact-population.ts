import { bucketOf, merged, revenueOf, type Distribution, type Population } from './population.ts';
import { valuesAtCuts } from './quantile.ts';

/**
 * The same base in a few thousand entries, however large it is: amounts stand at the least one of their bucket, but for
 * those between which the cut-offs lie.
 * @param moneyBins the bins whose cut-offs stay exact; `null`: none
 */
export function compacted(population: Population, moneyBins: number | null): Population {
  const buckets = merged(population.revenue.map(([amount, count]) => [bucketOf(amount), count]));
  const exact = moneyBins === null || buckets.length === 0 ? [] : valuesAtCuts(buckets, moneyBins);
  return { ...population, revenue: revenueOf(buckets, amountsIn(population.revenue, new Set(exact))) };
}

function* amountsIn(revenue: Distribution, buckets: ReadonlySet<number>): Generator<number> {
  for (const [amount, count] of revenue) {
    if (buckets.has(bucketOf(amount))) for (let n = 0; n < count; n += 1) yield amount;
  }
}
