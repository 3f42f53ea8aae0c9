import type { CounterKeys, Distribution } from '../../domain/scoring/population.ts';
import type { TallyReader } from './reader.ts';
import type { Tally } from './tally.ts';

/** Calendar days of the last action, in the zone of the model in force: a date does not age. */
export const recencyTally: Tally<'customers'> = {
  name: 'recency',
  amounts: ['customers'],
  shares: ({ population }) => (population === null ? [] : [{ of: '', day: population.r, adds: { customers: 1 } }]),
};

/** How many actions. */
export const frequencyTally: Tally<'customers'> = numbered('frequency', ({ f }) => f);

/** Money buckets, see `bucketOf`. */
export const revenueTally: Tally<'customers'> = numbered('revenue', ({ m }) => m);

function numbered(name: string, valueOf: (keys: CounterKeys) => number): Tally<'customers'> {
  return {
    name,
    amounts: ['customers'],
    shares: ({ population }) =>
      population === null ? [] : [{ of: String(valueOf(population)), adds: { customers: 1 } }],
  };
}

/** The population as it is counted: by day of the last action, frequency and money bucket. */
export async function populationCounts(
  reader: TallyReader,
): Promise<{ readonly lastDays: Distribution; readonly frequency: Distribution; readonly buckets: Distribution }> {
  const [days, frequencies, buckets] = await Promise.all([
    reader.rows(recencyTally),
    reader.rows(frequencyTally),
    reader.rows(revenueTally),
  ]);
  return {
    lastDays: distribution(days.map(({ day, sums }) => [day, sums.customers])),
    frequency: distribution(frequencies.map(({ of, sums }) => [Number(of), sums.customers])),
    buckets: distribution(buckets.map(({ of, sums }) => [Number(of), sums.customers])),
  };
}

function distribution(counts: Distribution): Distribution {
  return counts.filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b);
}
