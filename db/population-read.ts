import type { ClientSession, Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { zoneOf, type ScoringModel } from '../domain/rfm/model.ts';
import { revenueOf, type Distribution, type Population } from '../domain/rfm/population.ts';
import { valuesAtCuts } from '../domain/rfm/quantile.ts';
import { daysAtCuts, recenciesOf } from '../domain/rfm/recencies.ts';
import { dayOf } from '../domain/time-zone.ts';
import type { Instant } from '../domain/time.ts';
import { countedCollection, type Census, type CountedRow } from './counted.ts';
import { counterCollection, countsOf } from './counters.ts';

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
  connection: Connection,
  { workspace, now, counting }: Census,
  wanted: Wanted,
): Promise<Population | null> {
  const counted = countedCollection(connection);
  // One snapshot: else a pass in between would show the same customer twice, or not at all.
  const session = connection.getClient().startSession({ snapshot: true });
  try {
    if (await counted.findOne({ workspace, other: 1 }, { session })) return null;
    const rows = await counterCollection(connection)
      .find({ workspace, count: { $gt: 0 } }, { session })
      .toArray();
    const [buckets, lastDays, frequency] = [countsOf(rows, 'm'), countsOf(rows, 'r'), countsOf(rows, 'f')];
    const model = { days: wanted.days, counts: counting.counts };
    const exact = new ExactRows(counted, workspace, session);
    const known = counted.find({ workspace, firstAt: { $exists: true } }, { session });
    const oldest = await known.sort({ firstAt: 1 }).limit(1).next();
    return {
      asOf: now,
      customers: buckets.reduce((sum, [, count]) => sum + count, 0),
      recency: recenciesOf(lastDays, await exact.instants(instantsOf(lastDays, wanted, model)), model, now),
      frequency,
      revenue: revenueOf(buckets, await exact.amounts(amountsOf(buckets, wanted))),
      firstDay: oldest?.firstAt === undefined ? null : dayOf(oldest.firstAt, zoneOf(counting.counts)),
    };
  } finally {
    await session.endSession();
  }
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
class ExactRows {
  readonly #counted: ReturnType<typeof countedCollection>;
  readonly #workspace: WorkspaceId;
  readonly #session: ClientSession;

  constructor(counted: ReturnType<typeof countedCollection>, workspace: WorkspaceId, session: ClientSession) {
    this.#counted = counted;
    this.#workspace = workspace;
    this.#session = session;
  }

  async instants(days: readonly number[]): Promise<readonly Instant[]> {
    const rows = await this.#under('keys.r', days, 'lastAt');
    return rows.flatMap(({ lastAt }) => (lastAt === undefined ? [] : [lastAt]));
  }

  async amounts(buckets: readonly number[]): Promise<readonly number[]> {
    const rows = await this.#under('keys.m', buckets, 'revenue');
    return rows.map(({ revenue }) => revenue);
  }

  async #under(key: 'keys.r' | 'keys.m', values: readonly number[], field: 'lastAt' | 'revenue') {
    if (values.length === 0) return [];
    const those = { workspace: this.#workspace, [key]: { $in: [...values] } };
    const rows = this.#counted.find(those, { session: this.#session });
    return await rows.project<Pick<CountedRow, 'lastAt' | 'revenue'>>({ _id: 0, [field]: 1 }).toArray();
  }
}
