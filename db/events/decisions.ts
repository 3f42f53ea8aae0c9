import type { Connection, mongo } from 'mongoose';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { JournalEntry } from '../../domain/decision/decision.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { journalKey, type CustomerKey, type EventKey, type OrderKey } from '../../domain/keys.ts';
import type { OrderFacts } from '../../domain/ledger/ledger.ts';
import type { KeyPoints } from '../../domain/loyalty/key-points.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { Instant } from '../../domain/time.ts';
import { markCollection, type MarkRow } from './applied.ts';
import { DecidedAsleepError, entriesFor, knowsEntries } from './asleep-entries.ts';
import { lastTurnOf } from './last-turn.ts';
import { AppliedEvents, type HistoryAsked, type OrdersAsked } from './applied-events.ts';
import { MAJORITY } from '../connection.ts';
import {
  arrivalOf,
  customerCollection,
  readCustomer,
  type CustomerFilter,
  type CustomerRow,
  type StoredCustomerRow,
} from '../customers/customers.ts';
import { journalCollection, type JournalRow } from './journal.ts';
import { keyPointsOf, type KeyPointsAsked } from './points-reads.ts';
import { sameVersion, versionText, type RowVersion } from '../customers/row-version.ts';
import { isDuplicateKey } from '../schema.ts';

/** What one decision leaves behind. Every write is repeatable, and none proves that the decision happened. */
export interface DecisionRecord {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly key: CustomerKey;
  readonly turn: number;
  readonly now: Instant;
  /** Events the call was told of, repeats included: a later attempt of the same turn was told of at least as many. */
  readonly heard: number;
  readonly applied: readonly EventKey[];
  readonly entries: readonly JournalEntry[];
  readonly row: CustomerRow;
  /** Entries that were decided asleep, and that this decision was told of. */
  readonly asleep: readonly EventKey[];
  /** Set by the first decision of a chain: it may replace only its own row, or the one it loaded. */
  readonly firstAfter?: Loaded;
}

/** What a chain of runs starts from: an earlier life's state, an import's, or nothing. */
export interface Loaded {
  readonly state: CustomerState | null;
  /** The row of another chain, as it was read: exactly this one may be replaced, for the read may be stale. */
  readonly row: RowVersion | null;
  /** Which row this chain started after; every attempt at its first decision must start after the same one. */
  readonly after: string | null;
  /** The chains before this one. */
  readonly past: readonly string[];
  /** Entries that were decided asleep upon this state; whoever goes on from it takes them. */
  readonly asleep: readonly EventKey[];
}

/** Lives end rarely, by an operator's hand; an attempt that slept through more of them than this is long gone. */
const MAX_PAST = 10;

export interface DecisionStore {
  /**
   * The stored state, unless this very chain of runs wrote it: then the one before it.
   * @throws when a later chain has begun: the caller is a ghost
   */
  load(key: CustomerKey, chain: string): Promise<Loaded>;
  /** The events of these keys that are one customer's and have not been set aside; in no order. */
  events(customer: CustomerId, keys: readonly EventKey[]): Promise<readonly CustomerEvent[]>;
  /** The turns at which these events were applied, as far as there are marks. */
  appliedTurns(keys: readonly EventKey[]): Promise<ReadonlyMap<EventKey, number>>;
  /** One customer's orders as applied before `turn`, or folded by the import `base`. */
  orderFacts(asked: OrdersAsked): Promise<ReadonlyMap<OrderKey, OrderFacts>>;
  /** What one customer's orders have earned, and spendings taken, in turns before `turn`; of what did neither, nothing. */
  keyPoints(asked: KeyPointsAsked): Promise<ReadonlyMap<EventKey, KeyPoints>>;
  /** Every event of one customer applied before `turn`, or folded by the import `base`; in no order. */
  history(asked: HistoryAsked): Promise<readonly CustomerEvent[]>;
  /** How many of one customer's accepted events have neither been applied nor wait for it, nor are set aside. */
  lost(asked: HistoryAsked): Promise<number>;
  /**
   * @throws DecidedAsleepError where the row tells of entries that the decision has not heard of
   * @throws when the store cannot be reached, or when a first decision finds that another state has appeared: decide again
   */
  record(record: DecisionRecord): Promise<void>;
}

export function mongoDecisionStore(connection: Connection): DecisionStore {
  return new MongoDecisionStore(connection);
}

class MongoDecisionStore implements DecisionStore {
  readonly #marks: mongo.Collection<MarkRow>;
  readonly #applied: AppliedEvents;
  readonly #customers: mongo.Collection<StoredCustomerRow>;
  readonly #journal: mongo.Collection<JournalRow>;

  constructor(connection: Connection) {
    this.#marks = markCollection(connection);
    this.#applied = new AppliedEvents(connection);
    this.#customers = customerCollection(connection);
    this.#journal = journalCollection(connection);
  }

  async load(key: CustomerKey, chain: string): Promise<Loaded> {
    const row = await this.#customers.findOne({ _id: key }, { readConcern: 'majority' });
    return loadedFrom(row && readCustomer(row), chain);
  }

  events(customer: CustomerId, keys: readonly EventKey[]): Promise<readonly CustomerEvent[]> {
    return this.#applied.events(customer, keys);
  }

  appliedTurns(keys: readonly EventKey[]): Promise<ReadonlyMap<EventKey, number>> {
    return this.#applied.turns(keys);
  }

  orderFacts(asked: OrdersAsked): Promise<ReadonlyMap<OrderKey, OrderFacts>> {
    return this.#applied.orderFacts(asked);
  }

  keyPoints(asked: KeyPointsAsked): Promise<ReadonlyMap<EventKey, KeyPoints>> {
    return keyPointsOf(this.#journal, asked);
  }

  history(asked: HistoryAsked): Promise<readonly CustomerEvent[]> {
    return this.#applied.history(asked);
  }

  lost(asked: HistoryAsked): Promise<number> {
    return this.#applied.lost(asked);
  }

  async record(record: DecisionRecord): Promise<void> {
    // A first decision that must be taken again may not leave marks: its next turn would take them for proof.
    if (record.firstAfter) await this.#writeCustomer(record);
    await Promise.all([
      this.#insertMarks(record.applied, record.turn),
      this.#writeJournal(record),
      record.firstAfter ? undefined : this.#writeCustomer(record),
    ]);
  }

  async #insertMarks(keys: readonly EventKey[], turn: number): Promise<void> {
    if (keys.length === 0) return;
    const rows = keys.map((_id) => ({ _id, turn }));
    await this.#unlessDuplicate(this.#marks.insertMany(rows, { ordered: false, writeConcern: MAJORITY }));
  }

  async #writeJournal({ entries, workspace, customer, key, now, turn, heard }: DecisionRecord): Promise<void> {
    if (entries.length === 0) return;
    const $or = [
      { turn: { $lt: turn } },
      { turn, heard: { $lt: heard } },
      { turn, heard, now: { $lte: now } },
      { turn, asleep: true as const },
    ];
    const writes = entries.map((entry) => ({
      replaceOne: {
        filter: { _id: journalKey(key, entry.seq), $or },
        replacement: { ...entry, workspace, customer, key, now, turn, heard },
        upsert: true,
      },
    }));
    await this.#unlessDuplicate(this.#journal.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY }));
  }

  async #writeCustomer({ row, heard, entries, asleep, firstAfter }: DecisionRecord): Promise<void> {
    const { _id, chain, turn } = row;
    const told = asleep.length === 0 ? {} : { asleep: { turn: turn - 1, entries: asleep } };
    const { _id: _same, ...fields } = { ...row, heard, lastTurn: lastTurnOf(row.state, entries), ...told };
    const filter = { _id, $and: [{ $or: replaceable(row, heard, firstAfter) }, knowsEntries(turn, asleep)] };
    const noEntries = asleep.length === 0 ? ({ asleep: 1 } as const) : {};
    const change = firstAfter
      ? { $set: { ...fields, ...rememberedOf(firstAfter) }, $unset: noEntries }
      : { $set: fields, $unset: { prior: 1, after: 1, ...noEntries } as const };
    const write = this.#customers.updateOne(filter, change, { upsert: true, writeConcern: MAJORITY });
    if (await this.#unlessDuplicate(write)) return;
    await this.#heardOfEntries(row, asleep);
    const better = firstAfter ? { _id, chain, turn, after: firstAfter.after } : { _id, turn: { $gte: turn } };
    const stored = await this.#customers.findOne(better, { readConcern: 'majority', projection: { _id: 1 } });
    if (stored === null) throw new Error(`customer ${_id} has another state by now; decide again`);
  }

  async #heardOfEntries({ _id, turn }: CustomerRow, asleep: readonly EventKey[]): Promise<void> {
    const unknown = { _id, $nor: [knowsEntries(turn, asleep)] };
    const stored = await this.#customers.findOne(unknown, { readConcern: 'majority', projection: { asleep: 1 } });
    if (stored?.asleep) throw new DecidedAsleepError(entriesFor(turn, stored.asleep));
  }

  /** A row that exists already was written by another attempt at the same step, or by a later one: either is right. */
  async #unlessDuplicate(write: Promise<unknown>): Promise<boolean> {
    try {
      await write;
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

/**
 * What a decision may replace: earlier turns, earlier attempts at its own turn, and, where it is the first of its
 * chain, exactly what it loaded. An earlier attempt that thaws late has heard of fewer events, or of as many at an
 * earlier time: it cannot put an old picture back.
 */
function replaceable(row: CustomerRow, heard: number, first?: Loaded): CustomerFilter[] {
  const { chain, turn, asOf } = row;
  const own = first ? { chain, turn, after: first.after } : { chain, turn };
  const before = first ? first.row && sameVersion(first.row) : { turn: { $lt: turn } };
  return [
    ...(before === null ? [] : [before]),
    { ...own, heard: { $lt: heard } },
    { ...own, heard, asOf: { $lte: asOf } },
    // What was decided asleep upon another attempt at this turn gives way: it is taken by the next one.
    { ...own, heard, 'asleep.base.asOf': { $lte: asOf } },
  ];
}

/** What a chain of runs starts from, if this is the stored row. */
export function loadedFrom(row: CustomerRow | null, chain: string): Loaded {
  if (row === null) return { state: null, row: null, after: null, past: [], asleep: [] };
  const past = row.past ?? [];
  if (past.includes(chain)) throw new Error(`a later life of customer ${row._id} has begun`);
  if (row.chain === chain) {
    const asleep = row.asleep ? entriesFor(row.turn, row.asleep) : [];
    return { state: row.prior ?? null, row: null, after: row.after ?? null, past, asleep };
  }
  const state = row.asleep?.base ?? row.state;
  const asleep = row.asleep ? entriesFor(row.turn + 1, row.asleep) : [];
  return { state, row, after: versionText(row), past: [...past, row.chain].slice(-MAX_PAST), asleep };
}

/** What the row keeps of it: the past for good, the rest for as long as the first decision may be repeated. */
export function rememberedOf({
  state,
  after,
  past,
}: Loaded): Pick<CustomerRow, 'prior' | 'after' | 'past' | 'arrived'> {
  const arrived = state && arrivalOf(state, state.standing?.segment ?? null);
  return { after, past, ...(state ? { prior: state } : {}), ...(arrived ? { arrived } : {}) };
}
