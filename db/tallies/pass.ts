import type { ClientSession, Connection } from 'mongoose';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import { scoreOf } from '../../domain/loyalty/boards/score.ts';
import { startOfDay, dayOf } from '../../domain/time-zone.ts';
import { SECOND } from '../../domain/time.ts';
import { memberCollection, refreshMembers, type MemberRow } from '../boards/boards.ts';
import { MAJORITY } from '../connection.ts';
import { mongoMarkForFeed, type MarkForFeed } from '../feed/marks.ts';
import { customerCollection, type TurnChange, type TurnMove } from '../customers/customers.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { effectCollection, findEffects, type EffectRow } from '../messaging/effects.ts';
import { journalCollection, type JournalRow } from '../events/journal.ts';
import { journalBaseCollection } from '../privacy/journal-bases.ts';
import { sameVersion } from '../customers/row-version.ts';
import { countedCollection, countedRow, isSettled, type Census, type CountedRow, type PastTurns } from './counted.ts';
import { COUNTABLE, type Countable } from './countable.ts';
import { CounterChanges, counterCollection } from './counters.ts';
import { pastResults } from './past-results.ts';
import { erasedRow, keptRow } from './erased.ts';
import { placementTally } from './placements.ts';
import { NO_RESULTS } from './result-shares.ts';
import type { ToldRewards } from './rewards.ts';
import { KEPT_DAYS, type Contribution } from './tally.ts';

/** Other processes count too; whoever loses against them tries again for this long. */
const COUNT_WITHIN = 20 * SECOND;
const TRANSACTION = { readConcern: { level: 'snapshot' }, writeConcern: MAJORITY, timeoutMS: COUNT_WITHIN } as const;

/** What the journal says of one customer's completed turns, besides results. */
type ToldOf = Pick<PastTurns, 'moves' | 'changes' | 'rewards'>;
type Signs = ReadonlyMap<CustomerKey, PastTurns['signs']>;

const NOTHING_TOLD: ToldOf = { moves: [], changes: [], rewards: [] };

/** Of the journal, what is counted: who moved, who entered or left an audience, and what was told of rewards. */
const COUNTED_ENTRIES = [{ move: { $exists: true } }, { audiences: { $exists: true } }, { loyalty: { $exists: true } }];
const ENTRY = { _id: 0, key: 1, seq: 1, at: 1, move: 1, audiences: 1, loyalty: 1 } as const;

export async function inTransaction<Result>(
  connection: Connection,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  const session = await connection.startSession();
  try {
    return await session.withTransaction(work, TRANSACTION);
  } finally {
    await session.endSession();
  }
}

/** Told of the rows that went, within the transaction that took them. */
export type Noted = (
  rows: { readonly customers: number; readonly counted: number },
  session: ClientSession,
) => Promise<void>;

function underOf(row: Pick<CountedRow, 'under'> | null | undefined): readonly Contribution[] {
  return row?.under ?? [];
}

/** Of whom there is no row, only what is left of somebody who was erased stays counted. */
function stillKept(was: CountedRow | undefined, census: Census): CountedRow | null {
  return was?.erased === undefined ? null : keptRow(was, census);
}

/** Counts customers a page at a time: what they are counted under, and the counters, change in one transaction. */
export class CountingPass {
  readonly #connection: Connection;
  readonly #customers;
  readonly #journal;
  readonly #bases;
  readonly #counted;
  readonly #counters;
  readonly #members;
  readonly #effects;
  readonly #markForFeed: MarkForFeed;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#customers = customerCollection(connection);
    this.#journal = journalCollection(connection);
    this.#bases = journalBaseCollection(connection);
    this.#counted = countedCollection(connection);
    this.#counters = counterCollection(connection);
    this.#members = memberCollection(connection);
    this.#effects = effectCollection(connection);
    this.#markForFeed = mongoMarkForFeed(connection);
  }

  /**
   * @param anew looks at nothing that was counted before
   * @returns what was counted wrongly, though nothing has happened since
   */
  async countPage(census: Census, keys: readonly CustomerKey[], anew = false): Promise<CounterChanges> {
    const count = (session: ClientSession) => this.#count(census, { keys, anew }, session);
    const { rows, wrong } = await inTransaction(this.#connection, count);
    // Before they count as counted: who follows them must hear of it, however often.
    const changed = rows.flatMap(({ _id, uncounted }) => (uncounted === undefined ? [] : [_id]));
    await this.#markForFeed(census.workspace, changed);
    await this.#clear(rows);
    return wrong;
  }

  /**
   * Takes a customer out: their row, and what they are counted under, but for what had happened. Of somebody who was taken
   * out before, and whom something late has written again, nothing more is kept.
   * @param as what that goes on under
   */
  async forget(census: Census, key: CustomerKey, as: CustomerKey, noted: Noted): Promise<void> {
    await this.countPage(census, [key]);
    await inTransaction(this.#connection, async (session) => {
      const { deletedCount } = await this.#customers.deleteOne({ _id: key }, { session });
      const was = await this.#counted.findOneAndDelete({ _id: key }, { session });
      await noted({ customers: deletedCount, counted: was === null ? 0 : 1 }, session);
      if (was === null) return;
      const isKept = (await this.#counted.findOne({ _id: as }, { session, projection: { _id: 1 } })) !== null;
      const is = isKept ? null : erasedRow(was, as, census);
      if (is !== null) await this.#counted.insertOne(is, { session });
      const changes = new CounterChanges();
      changes.move(was.under ?? [], is?.under ?? []);
      const counters = changes.writes(census.workspace);
      if (counters.length > 0) await this.#counters.bulkWrite(counters, { session, ordered: false });
    });
  }

  async #count(
    census: Census,
    { keys, anew }: { readonly keys: readonly CustomerKey[]; readonly anew: boolean },
    session: ClientSession,
  ) {
    const those = { _id: { $in: [...keys] } };
    const rows = await this.#customers.find(those, { session }).project<Countable>(COUNTABLE).toArray();
    const told = await this.#toldOf(rows, census, session);
    const signs = await this.#signsOf(rows, session);
    const known = await this.#counted.find(those, { session }).toArray();
    const [before, now] = [new Map(known.map((row) => [row._id, row])), new Map(rows.map((row) => [row._id, row]))];
    const { timezone } = census;
    const results = await pastResults(
      { journal: this.#journal, bases: this.#bases },
      rows,
      { known: before, anew, timezone },
      session,
    );
    const [changes, wrong] = [new CounterChanges(), new CounterChanges()];
    const writes = keys.map((_id) => {
      const [was, row] = [before.get(_id), now.get(_id)];
      const past = {
        ...(told.get(_id) ?? NOTHING_TOLD),
        ...(results.get(_id) ?? { results: NO_RESULTS, upTo: 0 }),
        signs: signs.get(_id) ?? [],
      };
      const is = row ? countedRow(row, past, census) : stillKept(was, census);
      changes.move(underOf(was), underOf(is));
      if (was?.erased === undefined && isSettled(row, was, census)) wrong.move(underOf(was), underOf(is));
      return is
        ? { replaceOne: { filter: { _id }, replacement: is, upsert: true } }
        : { deleteOne: { filter: { _id } } };
    });
    await this.#compare(rows, census, session);
    if (writes.length > 0) await this.#counted.bulkWrite(writes, { session, ordered: false });
    const counters = changes.writes(census.workspace);
    if (counters.length > 0) await this.#counters.bulkWrite(counters, { session, ordered: false });
    return { rows, wrong };
  }

  /** What those who opted in to boards have come to. */
  async #compare(rows: readonly Countable[], { boards, timezone, now }: Census, session: ClientSession): Promise<void> {
    if (boards === undefined) return;
    const states = new Map(rows.map(({ _id, state, asOf }) => [_id, { state, asOf }]));
    const today = dayOf(now, timezone);
    const scored = (member: MemberRow) => {
      const board = boards.all.find(({ id }) => id === member.board);
      const seen = states.get(member.key);
      return board && seen ? { ...scoreOf(board, seen.state, boards, today), at: seen.asOf } : null;
    };
    await refreshMembers(this.#members, [...states.keys()], scored, session);
  }

  /** Of completed turns: no entry of theirs is replaced any more. The row itself tells of its own turn. */
  async #toldOf(
    rows: readonly Countable[],
    { timezone, now }: Census,
    session: ClientSession,
  ): Promise<ReadonlyMap<CustomerKey, ToldOf>> {
    const ends = new Map(rows.map(({ _id, lastTurn, state }) => [_id, lastTurn?.after ?? state.seq]));
    const told = [...ends].flatMap(([key, after]) => (after > 0 ? [key] : []));
    const found = new Map<
      CustomerKey,
      { readonly moves: TurnMove[]; readonly changes: TurnChange[]; readonly rewards: ToldRewards[] }
    >();
    if (told.length === 0) return found;
    const first = startOfDay(dayOf(now, timezone) - KEPT_DAYS, timezone);
    const entries = this.#journal
      .find({ key: { $in: told }, at: { $gte: first }, $or: COUNTED_ENTRIES }, { session })
      .batchSize(ROWS_AT_ONCE)
      .project<Pick<JournalRow, 'key' | 'seq' | 'at' | 'move' | 'audiences' | 'loyalty'>>(ENTRY);
    for await (const { key, seq, at, move, audiences = [], loyalty } of entries) {
      if (seq > (ends.get(key) ?? 0)) continue;
      const own = found.get(key) ?? { moves: [], changes: [], rewards: [] };
      found.set(key, own);
      if (move) own.moves.push({ at, from: move.from, to: move.to });
      own.changes.push(...audiences.map((change) => ({ at, ...change })));
      if (loyalty) own.rewards.push({ at, loyalty });
    }
    return found;
  }

  /** What placements of these customers are counted under, as far as the ledger of effects has been counted. */
  async #signsOf(rows: readonly Countable[], session: ClientSession): Promise<Signs> {
    const signs = new Map<CustomerKey, readonly Contribution[]>();
    const [first] = rows;
    if (first === undefined) return signs;
    const { workspace } = first;
    const customer = { $in: rows.map((row) => row.customer) };
    const theirs = { workspace, customer, 'under.tally': placementTally.name };
    const found = findEffects(this.#effects, 'showPlacement', theirs, session).batchSize(ROWS_AT_ONCE);
    for await (const row of found.project<Pick<EffectRow, 'customer' | 'under'>>({ _id: 0, customer: 1, under: 1 })) {
      const key = customerKey(workspace, row.customer);
      signs.set(key, [...(signs.get(key) ?? []), ...underOf(row)]);
    }
    return signs;
  }

  /** Only where the row is still as counted: whatever has changed in between waits for the next pass. */
  async #clear(rows: readonly Countable[]): Promise<void> {
    const writes = rows
      .filter(({ uncounted }) => uncounted !== undefined)
      .map((row) => {
        // Rules adopted asleep, and totals that were counted anew, leave the version as it is.
        const asCounted = {
          'state.playbook': row.state.playbook,
          totalsUntil: row.totalsUntil ?? { $exists: false },
        };
        const filter = { _id: row._id, ...sameVersion(row), ...asCounted };
        return { updateOne: { filter, update: { $unset: { uncounted: 1 as const } } } };
      });
    // A mark that is left by accident costs one more look, and nothing else.
    if (writes.length > 0) await this.#customers.bulkWrite(writes, { ordered: false, writeConcern: { w: 1 } });
  }
}
