import { zoneOf, type ScoringModel } from '../../domain/scoring/model.ts';
import { revenueOf, type Distribution, type Population } from '../../domain/scoring/population.ts';
import { valuesAtCuts } from '../../domain/scoring/quantile.ts';
import { daysAtCuts, recenciesOf } from '../../domain/scoring/recencies.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { Census } from './counted.ts';
import { populationCounts } from './population.ts';
import type { TallyReader } from './reader.ts';

/** What a population is read for. */
export interface Wanted {
  readonly days: ScoringModel['days'];
  /** The bins whose cut-offs need exact instants; `null`: elapsed days may be one too few. */
  readonly recencyBins: number | null;
  /** The bins whose cut-offs need exact amounts; `null`: amounts may be up to 1 % too low. */
  readonly moneyBins: number | null;
}

/** A base as it has been counted; `null` where somebody's history has to be read to count them this way. */
export async function readPopulation(
  reader: TallyReader,
  { now, counting }: Census,
  wanted: Wanted,
): Promise<Population | null> {
  const [other] = await reader.counted({ other: 1 }, ['other'], { limit: 1 });
  if (other !== undefined) return null;
  const { lastDays, frequency, buckets } = await populationCounts(reader);
  const model = { days: wanted.days, counts: counting.counts };
  const [oldest] = await reader.counted({ firstAt: { $exists: true } }, ['firstAt'], {
    sort: { firstAt: 1 },
    limit: 1,
  });
  const instants = await exact(reader, 'keys.r', instantsOf(lastDays, wanted, model));
  const amounts = await exact(reader, 'keys.m', amountsOf(buckets, wanted));
  return {
    asOf: now,
    customers: buckets.reduce((sum, [, count]) => sum + count, 0),
    recency: recenciesOf(
      lastDays,
      instants.flatMap(({ lastAt }) => (lastAt === undefined ? [] : [lastAt])),
      model,
      now,
    ),
    frequency,
    revenue: revenueOf(
      buckets,
      amounts.map(({ revenue }) => revenue),
    ),
    firstDay: oldest?.firstAt === undefined ? null : dayOf(oldest.firstAt, zoneOf(counting.counts)),
  };
}

function instantsOf(
  lastDays: Distribution,
  { recencyBins }: Wanted,
  model: Pick<ScoringModel, 'days' | 'counts'>,
): readonly number[] {
  return recencyBins === null ? [] : daysAtCuts(lastDays, recencyBins, model);
}

function amountsOf(buckets: Distribution, { moneyBins }: Wanted): readonly number[] {
  return moneyBins === null || buckets.length === 0 ? [] : valuesAtCuts(buckets, moneyBins);
}

/** What the counters do not say to the last digit, of everybody under some of their keys. */
async function exact(reader: TallyReader, key: 'keys.r' | 'keys.m', values: readonly number[]) {
  if (values.length === 0) return [];
  return await reader.counted({ [key]: { $in: [...values] } }, ['lastAt', 'revenue']);
}
