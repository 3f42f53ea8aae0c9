import { setTimeout as after } from 'node:timers/promises';
import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { SECOND } from '../../domain/time.ts';
import { customerCollection } from '../customers/customers.ts';
import { inPages, ROWS_AT_ONCE } from '../in-pages.ts';
import { countedCollection, nameOf, type Census, type CountedRow } from './counted.ts';
import { CounterChanges } from './counters.ts';
import { CountingPass, type Noted } from './pass.ts';
import { asOfOneMoment, type TallyReader } from './reader.ts';
import { EffectPass } from './effect-pass.ts';
import { Recount, type CounterDifference } from './recount.ts';
import { COUNTED_FOR } from './tallies.ts';

/**
 * Tallies over the customers of a workspace. What a customer is counted under stands beside the counters and changes in
 * the same transaction, after the picture of the customer that this transaction sees. So repeats and several processes
 * at once change nothing, and no older picture replaces a newer one: of two passes over one customer, one is refused.
 */
export interface TallyStore {
  /** Workspaces with customers who have not been counted as they are, or not for every tally. */
  waiting(): Promise<readonly WorkspaceId[]>;
  /** Whether so many customers wait that going through everybody is quicker than counting them first. */
  isFarBehind(census: Census): Promise<boolean>;
  /** Whether nobody waits to be counted; quicker than counting who does. */
  isCurrent(census: Census): Promise<boolean>;
  /** Counts everybody who has not been counted as they are, and whom time or another way of counting has changed. */
  catchUp(census: Census): Promise<void>;
  /**
   * Before reading: counts those who wait, where that takes a moment only.
   * @returns how many customers are still not counted as they are
   */
  freshen(census: Census): Promise<number>;
  /**
   * The same for what is counted over the ledger of effects.
   * @returns how many effects are still not counted as they are; of very many, that they are more than it counts
   */
  freshenEffects(here: Pick<Census, 'workspace' | 'timezone'>): Promise<number>;
  /** What tallies hold, all of it as of one moment after the last pass. */
  read<Result>(workspace: WorkspaceId, what: (reader: TallyReader) => Promise<Result>): Promise<Result>;
  /** See `CountingPass.forget`. */
  forget(census: Census, key: CustomerKey, as: CustomerKey, noted: Noted): Promise<void>;
  /** Counts everybody anew, puts the counters right, and says what was wrong. */
  rebuild(census: Census): Promise<{ readonly differences: readonly CounterDifference[] }>;
}

export function mongoTallyStore(connection: Connection): TallyStore {
  return new MongoTallyStore(connection);
}

/** Customers counted in one transaction. */
const PAGE = 500;
const FAR = 5_000;
/** A reader waits for so many customers to be counted, and for so long. */
const MOST_BEFORE_READING = 2 * PAGE;
const WAIT_BEFORE_READING = 2 * SECOND;

const ANY = { projection: { _id: 1 } } as const;

interface Key {
  readonly _id: CustomerKey;
}

class MongoTallyStore implements TallyStore {
  readonly #connection: Connection;
  readonly #customers;
  readonly #counted;
  readonly #pass: CountingPass;
  readonly #recount: Recount;
  readonly #effects: EffectPass;
  /** Passes of one process would only lose against each other. */
  readonly #passes = new Map<WorkspaceId, Promise<unknown>>();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#customers = customerCollection(connection);
    this.#counted = countedCollection(connection);
    this.#pass = new CountingPass(connection);
    this.#recount = new Recount(connection);
    this.#effects = new EffectPass(connection);
  }

  async waiting(): Promise<readonly WorkspaceId[]> {
    const waiting = await Promise.all([
      this.#customers.distinct('workspace', { uncounted: 1 }),
      this.#counted.distinct('workspace', { counted: { $ne: COUNTED_FOR } }),
      this.#effects.workspaces(),
    ]);
    return [...new Set(waiting.flat())];
  }

  async isFarBehind(census: Census): Promise<boolean> {
    const { workspace } = census;
    const counts = await Promise.all([
      this.#customers.countDocuments({ workspace, uncounted: 1 }, { limit: FAR }),
      ...[...this.#changedByTime(census), countedOtherwise(census)].map(
        async (those) => await this.#counted.countDocuments(those, { limit: FAR }),
      ),
    ]);
    return counts.some((count) => count >= FAR);
  }

  async isCurrent(census: Census): Promise<boolean> {
    const { workspace } = census;
    const found = await Promise.all([
      this.#customers.findOne({ workspace, uncounted: 1 }, ANY),
      ...this.#changedByTime(census).map(async (those) => await this.#counted.findOne(those, ANY)),
    ]);
    return found.every((row) => row === null);
  }

  async catchUp(census: Census): Promise<void> {
    await this.#alone(census.workspace, () => this.#catchUp(census));
  }

  async freshen(census: Census): Promise<number> {
    const waiting = await this.#countWaiting(census);
    if (waiting === 0 || waiting > MOST_BEFORE_READING) return waiting;
    const { workspace } = census;
    const counting = this.#alone(workspace, () => this.#countWhoWaits(census));
    // A pass that takes longer goes on by itself.
    await Promise.race([counting, after(WAIT_BEFORE_READING, undefined, { ref: false })]);
    return await this.#countWaiting(census);
  }

  async freshenEffects({ workspace, timezone }: Pick<Census, 'workspace' | 'timezone'>): Promise<number> {
    const waiting = await this.#effects.waiting(workspace, MOST_BEFORE_READING + 1);
    if (waiting === 0 || waiting > MOST_BEFORE_READING) return waiting;
    const counting = this.#alone(workspace, () => this.#effects.countWhatWaits({ workspace, timezone }));
    await Promise.race([counting, after(WAIT_BEFORE_READING, undefined, { ref: false })]);
    return await this.#effects.waiting(workspace, MOST_BEFORE_READING);
  }

  async read<Result>(workspace: WorkspaceId, what: (reader: TallyReader) => Promise<Result>): Promise<Result> {
    return await asOfOneMoment(this.#connection, workspace, what);
  }

  async forget(census: Census, key: CustomerKey, as: CustomerKey, noted: Noted): Promise<void> {
    await this.#alone(census.workspace, () => this.#pass.forget(census, key, as, noted));
  }

  async rebuild(census: Census): Promise<{ readonly differences: readonly CounterDifference[] }> {
    return await this.#alone(census.workspace, async () => {
      await this.#catchUp(census);
      const { workspace } = census;
      const everybody = this.#customers.find({ workspace }).batchSize(ROWS_AT_ONCE).project<Key>({ _id: 1 });
      // First: customers are counted by what their placements are counted under.
      const wrong = await this.#effects.countAnew(census);
      wrong.add(await this.#countPages(census, everybody, true));
      wrong.add(await this.#countPages(census, this.#gone(workspace)));
      wrong.add(await this.#recount.settle(workspace));
      return { differences: await this.#recount.differences(workspace, wrong) };
    });
  }

  async #alone<Result>(workspace: WorkspaceId, work: () => Promise<Result>): Promise<Result> {
    const before = this.#passes.get(workspace) ?? Promise.resolve();
    const pass = before.then(work, work);
    this.#passes.set(workspace, pass);
    try {
      return await pass;
    } finally {
      if (this.#passes.get(workspace) === pass) this.#passes.delete(workspace);
    }
  }

  async #catchUp(census: Census): Promise<void> {
    await this.#effects.countWhatWaits(census);
    await this.#countWhoWaits(census);
    await this.#countPages(census, this.#keysWhere(countedOtherwise(census)));
  }

  async #countWhoWaits(census: Census): Promise<void> {
    const { workspace } = census;
    const marked = this.#customers.find({ workspace, uncounted: 1 }).batchSize(ROWS_AT_ONCE).project<Key>({ _id: 1 });
    await this.#countPages(census, marked);
    for (const those of this.#changedByTime(census)) await this.#countPages(census, this.#keysWhere(those));
  }

  async #countWaiting(census: Census): Promise<number> {
    const counts = await Promise.all([
      this.#customers.countDocuments({ workspace: census.workspace, uncounted: 1 }),
      ...this.#changedByTime(census).map(async (those) => await this.#counted.countDocuments(those)),
    ]);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Whose counting held until now, and who was counted before there were these tallies. */
  #changedByTime({ workspace, now }: Census): readonly mongo.Filter<CountedRow>[] {
    return [
      { workspace, until: { $gt: 0, $lte: now } },
      { workspace, counted: { $ne: COUNTED_FOR } },
    ];
  }

  #keysWhere(filter: mongo.Filter<CountedRow>): AsyncIterable<Key> {
    return this.#counted.find(filter).batchSize(ROWS_AT_ONCE).project<Key>({ _id: 1 });
  }

  /** @returns what was counted wrongly, though nothing has happened since */
  async #countPages(census: Census, customers: AsyncIterable<Key>, anew = false): Promise<CounterChanges> {
    const wrong = new CounterChanges();
    for await (const page of inPages(customers, PAGE)) {
      const keys = page.map(({ _id }) => _id);
      wrong.add(await this.#pass.countPage(census, keys, anew));
    }
    return wrong;
  }

  /** Counted, and no customer any more. */
  #gone(workspace: WorkspaceId): AsyncIterable<Key> {
    const from = this.#customers.collectionName;
    return this.#counted.aggregate<Key>(
      [
        { $match: { workspace, erased: { $exists: false } } },
        { $lookup: { from, localField: '_id', foreignField: '_id', as: 'row', pipeline: [{ $project: { _id: 1 } }] } },
        { $match: { row: [] } },
        { $project: { _id: 1 } },
      ],
      { batchSize: ROWS_AT_ONCE },
    );
  }
}

/** Who was counted as another model counts. */
function countedOtherwise({ workspace, counting }: Census): mongo.Filter<CountedRow> {
  return { workspace, by: { $ne: nameOf(counting) } };
}
