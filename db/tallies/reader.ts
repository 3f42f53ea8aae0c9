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

/** Local days, both included; either may be open. */
export interface Days {
  readonly from?: number;
  readonly to?: number;
}

/** The tallies of one workspace as they were at one moment. */
export class TallyReader {
  readonly #connection: Connection;
  readonly #workspace: WorkspaceId;
  readonly #session: ClientSession;

  constructor(connection: Connection, workspace: WorkspaceId, session: ClientSession) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#session = session;
  }

  /** @param days which days are asked for; left out: everything */
  async rows<Amount extends string>(
    { name, amounts }: Tally<Amount>,
    days?: Days,
  ): Promise<readonly TallyRow<Amount>[]> {
    const filter = { workspace: this.#workspace, tally: name, ...(days ? { day: rangeOf(days) } : {}) };
    const rows = await counterCollection(this.#connection).find(filter, { session: this.#session }).toArray();
    return rows.map(({ of, day, sums }) => ({ of, day: day ?? 0, sums: everyOne(amounts, sums) }));
  }

  /** What customers are counted under, for what counters do not say to the last digit. */
  counted(filter: mongo.Filter<CountedRow>): mongo.FindCursor<mongo.WithId<CountedRow>> {
    const those = { ...filter, workspace: this.#workspace };
    return countedCollection(this.#connection).find(those, { session: this.#session });
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
    return (await groups.toArray()).map(({ _id: segment, ...sums }) => ({ segment, ...sums }));
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
    return (await groups.toArray()).map(({ _id: { from = null, to = null }, moves }) => ({ from, to, moves }));
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
  return await inSnapshot(connection, async (session) => {
    // The first read fixes the moment; what follows may go side by side.
    await counterCollection(connection).findOne({ _id: '' }, { session, projection: { _id: 1 } });
    return await read(new TallyReader(connection, workspace, session));
  });
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
