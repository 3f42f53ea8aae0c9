import type { ClientSession, Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { own } from '../../domain/own.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { Instant } from '../../domain/time.ts';
import { journalCollection } from '../events/journal.ts';
import { countedCollection, type CountedRow } from './counted.ts';
import { counterCollection, type CounterRow } from './counters.ts';
import type { Tally } from './tally.ts';

/** What a tally holds under one key: all of its amounts. A tally that is not kept by days has day 0. */
export interface TallyRow<Amount extends string> {
  readonly of: string;
  readonly day: number;
  readonly sums: Readonly<Record<Amount, number>>;
}

interface SumKey {
  readonly _id: { readonly of: readonly string[]; readonly day: number | null };
}

/** Local days, both included; either may be open. */
export interface Days {
  readonly from?: number;
  readonly to?: number;
}

/** A tally by days has so many counters at most: each question is answered at once. */
const COUNTERS_AT_ONCE = 5_000;

/** The tallies of one workspace as they were at one moment. */
export class TallyReader {
  readonly #connection: Connection;
  readonly #workspace: WorkspaceId;
  readonly #session: ClientSession;
  /** The first question, whatever it is: the moment of its answer is that of all others. */
  #first: Promise<unknown> | undefined;

  constructor(connection: Connection, workspace: WorkspaceId, session: ClientSession) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#session = session;
  }

  /**
   * @param days which days are asked for; left out: everything
   * @param under only keys that begin so
   */
  async rows<Amount extends string>(
    { name, amounts }: Pick<Tally<Amount>, 'name' | 'amounts'>,
    days?: Days,
    under?: string,
  ): Promise<readonly TallyRow<Amount>[]> {
    const filter = this.#those(name, days, under);
    const counters = counterCollection(this.#connection).find(filter, { session: this.#session });
    const shown = { _id: 0, of: 1, day: 1, sums: 1 } as const;
    const rows = await this.#asked(() =>
      counters.batchSize(COUNTERS_AT_ONCE).project<Pick<CounterRow, 'of' | 'day' | 'sums'>>(shown).toArray(),
    );
    return rows.map(({ of, day, sums }) => ({ of, day: day ?? 0, sums: everyOne(amounts, sums) }));
  }

  /**
   * Sums over many rows, added up in the store: as few come here as there are sums.
   * @param by which parts of a key, between slashes, sums are told apart by; those of `byDay` by the day too, others have day 0
   */
  async sums<Amount extends string>(
    { name, amounts }: Pick<Tally<Amount>, 'name' | 'amounts'>,
    { days, under }: { readonly days: Days; readonly under?: string | undefined },
    by: { readonly byDay: readonly number[]; readonly inAll: readonly number[] },
  ): Promise<{ readonly byDay: readonly TallyRow<Amount>[]; readonly inAll: readonly TallyRow<Amount>[] }> {
    const parts = { $split: ['$of', '/'] };
    const partsOf = (some: readonly number[]) => some.map((part) => ({ $arrayElemAt: [parts, part] }));
    const adds = Object.fromEntries(amounts.map((amount) => [amount, { $sum: `$sums.${amount}` }]));
    const counters = counterCollection(this.#connection).aggregate<{
      readonly [Kind in keyof typeof by]: readonly (SumKey & Readonly<Record<Amount, number>>)[];
    }>(
      [
        { $match: this.#those(name, days, under) },
        {
          $facet: {
            byDay: [{ $group: { _id: { of: partsOf(by.byDay), day: '$day' }, ...adds } }],
            inAll: [{ $group: { _id: { of: partsOf(by.inAll), day: null }, ...adds } }],
          },
        },
      ],
      { session: this.#session },
    );
    const [found] = await this.#asked(() => counters.toArray());
    const shown = ({ _id: { of, day }, ...sums }: SumKey & Readonly<Record<Amount, number>>) => ({
      of: of.join('/'),
      day: day ?? 0,
      sums: everyOne(amounts, sums),
    });
    return { byDay: found?.byDay.map(shown) ?? [], inAll: found?.inAll.map(shown) ?? [] };
  }

  /** What customers are counted under, for what counters do not say to the last digit. */
  async counted<Field extends keyof CountedRow>(
    filter: mongo.Filter<CountedRow>,
    fields: readonly Field[],
    options: Pick<mongo.FindOptions, 'sort' | 'limit'> = {},
  ): Promise<readonly Pick<CountedRow, Field>[]> {
    const those = { ...filter, workspace: this.#workspace };
    const shown = { _id: 0, ...Object.fromEntries(fields.map((field) => [field, 1])) };
    const rows = countedCollection(this.#connection).find(those, { ...options, session: this.#session });
    return await this.#asked(() => rows.project<Pick<CountedRow, Field>>(shown).toArray());
  }

  /** Whoever reaches their next stage of silence between two instants, both included; by segment. */
  async silentBetween(from: Instant, to: Instant) {
    const groups = countedCollection(this.#connection).aggregate<{
      readonly _id: SegmentId | null;
      readonly customers: number;
      readonly valueAtStake: number;
    }>(
      [
        { $match: { workspace: this.#workspace, 'silent.at': { $gte: from, $lte: to } } },
        // Answered by an index alone.
        { $group: { _id: '$silent.segment', customers: { $sum: 1 }, valueAtStake: { $sum: '$silent.atStake' } } },
      ],
      { session: this.#session },
    );
    const sums = await this.#asked(() => groups.toArray());
    return sums.map(({ _id: segment, ...rest }) => ({ segment, ...rest }));
  }

  /** Moves between two instants, both excluded. */
  async movesBetween(since: Instant, until: Instant) {
    const groups = journalCollection(this.#connection).aggregate<{
      readonly _id: { readonly from?: SegmentId | null; readonly to?: SegmentId | null };
      readonly moves: number;
    }>(
      [
        { $match: { workspace: this.#workspace, at: { $gt: since, $lt: until }, move: { $exists: true } } },
        { $group: { _id: { from: '$move.from', to: '$move.to' }, moves: { $sum: 1 } } },
      ],
      { session: this.#session },
    );
    const sums = await this.#asked(() => groups.toArray());
    return sums.map(({ _id: { from = null, to = null }, moves }) => ({ from, to, moves }));
  }

  #those(tally: string, days: Days | undefined, under: string | undefined) {
    const keys = under === undefined ? {} : { of: { $gte: under, $lt: `${under}\uffff` } };
    return { workspace: this.#workspace, tally, ...(days ? { day: rangeOf(days) } : {}), ...keys };
  }

  /** Questions may be asked side by side: only the first is answered alone. */
  async #asked<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (this.#first !== undefined) {
      await this.#first;
      return await question();
    }
    const answer = question();
    this.#first = answer;
    return await answer;
  }
}

function rangeOf({ from, to }: Days) {
  return { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) };
}

function everyOne<Amount extends string>(
  names: readonly Amount[],
  stored: CounterRow['sums'],
): Readonly<Record<Amount, number>> {
  return Object.fromEntries(names.map((name) => [name, own(stored, name) ?? 0])) as Record<Amount, number>;
}

/** Reads everything as of one moment: else a pass in between would show a customer twice, or not at all. */
export async function asOfOneMoment<Result>(
  connection: Connection,
  workspace: WorkspaceId,
  read: (reader: TallyReader) => Promise<Result>,
): Promise<Result> {
  return await inSnapshot(connection, async (session) => await read(new TallyReader(connection, workspace, session)));
}

export async function inSnapshot<Result>(
  connection: Connection,
  read: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  const session = connection.getClient().startSession({ snapshot: true });
  try {
    return await read(session);
  } finally {
    await session.endSession();
  }
}
