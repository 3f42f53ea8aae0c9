import type { ClientSession, Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { CustomerKey } from '../domain/keys.ts';
import type { Population } from '../domain/rfm/population.ts';
import { SECOND } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { COUNTABLE, countedCollection, countedRow, isSettled, nameOf, type Census, type Countable } from './counted.ts';
import { CounterChanges, counterCollection, counterId, KINDS, type CounterKind } from './counters.ts';
import { customerCollection } from './customers.ts';
import { inPages, ROWS_AT_ONCE } from './in-pages.ts';
import { readPopulation, type Wanted } from './population-read.ts';
import { sameVersion } from './row-version.ts';

/** A counter that a recount has put right. */
export interface CounterDifference {
  readonly kind: CounterKind;
  readonly key: number;
  readonly counted: number;
  readonly recounted: number;
}

/**
 * Counters of a workspace's population. What a customer is counted under stands beside them and changes in the same
 * transaction, after the picture of the customer that this transaction sees. So repeats and several processes at once
 * change nothing, and no older picture replaces a newer one: of two passes over one customer, one is refused.
 */
export interface PopulationStore {
  /** Workspaces with customers whose last decision has not been counted. */
  waiting(): Promise<readonly WorkspaceId[]>;
  /** Whether so many decisions are uncounted that going through everybody is quicker than counting them first. */
  isFarBehind(workspace: WorkspaceId): Promise<boolean>;
  /** Counts everybody whose decision has not been counted, and whom time or another way of counting has changed. */
  catchUp(census: Census): Promise<void>;
  /**
   * The population as of the last `catchUp`; `null` where somebody's history has to be read to count them this way.
   * @param wanted what it is read for
   */
  read(census: Census, wanted: Wanted): Promise<Population | null>;
  /** Counts everybody anew from the read model, puts the counters right, and says what was wrong. */
  rebuild(census: Census): Promise<{ readonly differences: readonly CounterDifference[] }>;
}

export function mongoPopulationStore(connection: Connection): PopulationStore {
  return new MongoPopulationStore(connection);
}

/** Customers counted in one transaction. */
const PAGE = 500;
const FAR = 5_000;
/** Other processes count too; whoever loses against them tries again for this long. */
const COUNT_WITHIN = 20 * SECOND;
const TRANSACTION = { readConcern: { level: 'snapshot' }, writeConcern: MAJORITY, timeoutMS: COUNT_WITHIN } as const;

interface Key {
  readonly _id: CustomerKey;
}

class MongoPopulationStore implements PopulationStore {
  readonly #connection: Connection;
  readonly #customers;
  readonly #counted;
  readonly #counters;
  /** Passes of one process would only lose against each other. */
  readonly #passes = new Map<WorkspaceId, Promise<unknown>>();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#customers = customerCollection(connection);
    this.#counted = countedCollection(connection);
    this.#counters = counterCollection(connection);
  }

  async waiting(): Promise<readonly WorkspaceId[]> {
    return await this.#customers.distinct('workspace', { uncounted: 1 });
  }

  async isFarBehind(workspace: WorkspaceId): Promise<boolean> {
    return (await this.#customers.countDocuments({ workspace, uncounted: 1 }, { limit: FAR })) >= FAR;
  }

  async catchUp(census: Census): Promise<void> {
    await this.#alone(census.workspace, () => this.#catchUp(census));
  }

  async read(census: Census, wanted: Wanted): Promise<Population | null> {
    return await readPopulation(this.#connection, census, wanted);
  }

  async rebuild(census: Census): Promise<{ readonly differences: readonly CounterDifference[] }> {
    const { workspace } = census;
    const wrong = new CounterChanges();
    await this.#alone(workspace, async () => {
      await this.#catchUp(census);
      const everybody = this.#customers.find({ workspace }).batchSize(ROWS_AT_ONCE).project<Key>({ _id: 1 });
      for await (const page of inPages(everybody, PAGE)) wrong.add(await this.#countPage(census, page));
      for await (const page of inPages(this.#gone(workspace), PAGE)) wrong.add(await this.#countPage(census, page));
      wrong.add(await this.#settle(workspace));
    });
    const changed = wrong.list();
    const ids = changed.map(({ kind, key }) => counterId(workspace, kind, key));
    const rows = await this.#counters.find({ _id: { $in: ids } }).toArray();
    const counts = new Map(rows.map((row) => [row._id, row.count]));
    const differences = changed.map(({ kind, key, by }) => {
      const recounted = counts.get(counterId(workspace, kind, key)) ?? 0;
      return { kind, key, counted: recounted - by, recounted };
    });
    return { differences };
  }

  async #alone(workspace: WorkspaceId, work: () => Promise<void>): Promise<void> {
    const before = this.#passes.get(workspace) ?? Promise.resolve();
    const pass = before.then(work, work);
    this.#passes.set(workspace, pass);
    try {
      await pass;
    } finally {
      if (this.#passes.get(workspace) === pass) this.#passes.delete(workspace);
    }
  }

  async #catchUp(census: Census): Promise<void> {
    const { workspace, now, counting } = census;
    const decided = this.#customers.find({ workspace, uncounted: 1 }).batchSize(ROWS_AT_ONCE).project<Key>({ _id: 1 });
    for await (const page of inPages(decided, PAGE)) await this.#countPage(census, page);
    const due = this.#counted
      .find({ workspace, until: { $gt: 0, $lte: now } })
      .batchSize(ROWS_AT_ONCE)
      .project<Key>({ _id: 1 });
    for await (const page of inPages(due, PAGE)) await this.#countPage(census, page);
    const others = this.#counted
      .find({ workspace, by: { $ne: nameOf(counting) } })
      .batchSize(ROWS_AT_ONCE)
      .project<Key>({ _id: 1 });
    for await (const page of inPages(others, PAGE)) await this.#countPage(census, page);
  }

  /** @returns what was counted wrongly, though nothing has happened since */
  async #countPage(census: Census, page: readonly Key[]): Promise<CounterChanges> {
    const keys = page.map(({ _id }) => _id);
    const { rows, wrong } = await this.#transaction((session) => this.#count(census, keys, session));
    await this.#clear(rows);
    return wrong;
  }

  async #count(census: Census, keys: readonly CustomerKey[], session: ClientSession) {
    const those = { _id: { $in: [...keys] } };
    const rows = await this.#customers.find(those, { session }).project<Countable & Key>(COUNTABLE).toArray();
    const known = await this.#counted.find(those, { session }).toArray();
    const [before, now] = [new Map(known.map((row) => [row._id, row])), new Map(rows.map((row) => [row._id, row]))];
    const [changes, wrong] = [new CounterChanges(), new CounterChanges()];
    const writes = keys.map((_id) => {
      const [was, row] = [before.get(_id), now.get(_id)];
      const is = row && countedRow(row, census);
      changes.move(was?.keys ?? null, is?.keys ?? null);
      if (isSettled(row, was, census)) wrong.move(was?.keys ?? null, is?.keys ?? null);
      return is
        ? { replaceOne: { filter: { _id }, replacement: is, upsert: true } }
        : { deleteOne: { filter: { _id } } };
    });
    if (writes.length > 0) await this.#counted.bulkWrite(writes, { session, ordered: false });
    await this.#change(census.workspace, changes, session);
    return { rows, wrong };
  }

  async #change(workspace: WorkspaceId, changes: CounterChanges, session: ClientSession): Promise<void> {
    const writes = changes.writes(workspace);
    if (writes.length > 0) await this.#counters.bulkWrite(writes, { session, ordered: false });
  }

  /** Only where the customer is still as counted: a decision in between waits for the next pass. */
  async #clear(rows: readonly Countable[]): Promise<void> {
    const writes = rows
      .filter(({ uncounted }) => uncounted !== undefined)
      .map((row) => ({
        updateOne: { filter: { _id: row._id, ...sameVersion(row) }, update: { $unset: { uncounted: 1 as const } } },
      }));
    // A mark that is left by accident costs one more look, and nothing else.
    if (writes.length > 0) await this.#customers.bulkWrite(writes, { ordered: false, writeConcern: { w: 1 } });
  }

  /** Makes the counters what the counted customers add up to. @returns by how much they were wrong */
  async #settle(workspace: WorkspaceId): Promise<CounterChanges> {
    return await this.#transaction(async (session) => {
      const wrong = new CounterChanges();
      for (const { kind, key, count } of await this.#counters.find({ workspace }, { session }).toArray()) {
        wrong.change(kind, key, -count);
      }
      for (const kind of KINDS) {
        const groups = [
          { $match: { workspace, keys: { $ne: null } } },
          { $group: { _id: `$keys.${kind}`, count: { $sum: 1 } } },
        ];
        const sums = this.#counted.aggregate<{ readonly _id: number; readonly count: number }>(groups, { session });
        for await (const { _id, count } of sums) wrong.change(kind, _id, count);
      }
      await this.#change(workspace, wrong, session);
      return wrong;
    });
  }

  #gone(workspace: WorkspaceId): AsyncIterable<Key> {
    const from = this.#customers.collectionName;
    return this.#counted.aggregate<Key>(
      [
        { $match: { workspace } },
        { $lookup: { from, localField: '_id', foreignField: '_id', as: 'row', pipeline: [{ $project: { _id: 1 } }] } },
        { $match: { row: [] } },
        { $project: { _id: 1 } },
      ],
      { batchSize: ROWS_AT_ONCE },
    );
  }

  async #transaction<Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result> {
    const session = await this.#connection.startSession();
    try {
      return await session.withTransaction(work, TRANSACTION);
    } finally {
      await session.endSession();
    }
  }
}
