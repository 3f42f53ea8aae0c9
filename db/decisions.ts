import type { Connection, mongo } from 'mongoose';
import type { CustomerEvent } from '../domain/event.ts';
import type { JournalEntry } from '../domain/decision.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { journalKey, type CustomerKey, type EventKey, type OrderKey } from '../domain/keys.ts';
import { UNKNOWN_ORDER, type OrderFacts } from '../domain/rfm/ledger.ts';
import type { CustomerState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { customerCollection, type CustomerRow } from './customers.ts';
import { eventCollection, type EventRow } from './events.ts';
import { journalCollection, type JournalRow } from './journal.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

interface MarkRow {
  readonly _id: EventKey;
  readonly turn: number;
}

/** What one decision leaves behind. Every write is repeatable, and none proves that the decision happened. */
export interface DecisionRecord {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly key: CustomerKey;
  readonly turn: number;
  readonly now: Instant;
  readonly applied: readonly EventKey[];
  readonly entries: readonly JournalEntry[];
  readonly row: CustomerRow;
  /** Set by the first decision of a chain: it may replace only its own row, or the one it loaded. */
  readonly firstAfter?: Loaded;
}

/** What a chain of runs starts from: an earlier life's state, an import's, or nothing. */
export interface Loaded {
  readonly state: CustomerState | null;
  /** Who wrote it. */
  readonly chain: string | null;
}

export interface DecisionStore {
  /** The stored state, unless this very chain of runs wrote it: then the one before it. */
  load(key: CustomerKey, chain: string): Promise<Loaded>;
  /** The turns at which these events were applied, as far as there are marks. */
  appliedTurns(keys: readonly EventKey[]): Promise<ReadonlyMap<EventKey, number>>;
  /** Orders as applied before `turn`, or folded by the import `base`. */
  orderFacts(keys: readonly OrderKey[], turn: number, base?: string): Promise<ReadonlyMap<OrderKey, OrderFacts>>;
  /** @throws when the store cannot be reached, or when a first decision finds that another state has appeared: decide again */
  record(record: DecisionRecord): Promise<void>;
}

export function mongoDecisionStore(connection: Connection): DecisionStore {
  return new MongoDecisionStore(connection);
}

class MongoDecisionStore implements DecisionStore {
  readonly #marks: mongo.Collection<MarkRow>;
  readonly #events: mongo.Collection<EventRow>;
  readonly #customers: mongo.Collection<CustomerRow>;
  readonly #journal: mongo.Collection<JournalRow>;

  constructor(connection: Connection) {
    this.#marks = collectionOf<MarkRow>(connection, 'marks');
    this.#events = eventCollection(connection);
    this.#customers = customerCollection(connection);
    this.#journal = journalCollection(connection);
  }

  async load(key: CustomerKey, chain: string): Promise<Loaded> {
    const row = await this.#customers.findOne({ _id: key }, { readConcern: 'majority' });
    if (row === null) return { state: null, chain: null };
    return { state: row.chain === chain ? (row.prior ?? null) : row.state, chain: row.chain };
  }

  async appliedTurns(keys: readonly EventKey[]): Promise<ReadonlyMap<EventKey, number>> {
    const rows = await this.#marks.find({ _id: { $in: [...keys] } }).toArray();
    return new Map(rows.map((row) => [row._id, row.turn]));
  }

  async orderFacts(keys: readonly OrderKey[], turn: number, base?: string): Promise<ReadonlyMap<OrderKey, OrderFacts>> {
    if (keys.length === 0) return new Map();
    const _id = { $in: [...keys] };
    const rows = await this.#events.find({ $or: [{ _id }, { order: _id }] }).toArray();
    const turns = await this.appliedTurns(rows.map((row) => row._id));
    const isApplied = (row: EventRow) =>
      (turns.get(row._id) ?? Infinity) < turn || (base !== undefined && row.import === base);
    const applied = rows.filter(isApplied).map((row) => row.event);
    return new Map(keys.map((key) => [key, factsOf(key, applied)]));
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

  /** The attempt with the later `now` saw at least as much: an earlier one, thawed, must not replace its entries. */
  async #writeJournal({ entries, workspace, customer, key, now, turn }: DecisionRecord): Promise<void> {
    if (entries.length === 0) return;
    const writes = entries.map((entry) => ({
      replaceOne: {
        filter: { _id: journalKey(key, entry.seq), now: { $lte: now } },
        replacement: { ...entry, workspace, customer, key, now, turn },
        upsert: true,
      },
    }));
    await this.#unlessDuplicate(this.#journal.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY }));
  }

  async #writeCustomer({ row, firstAfter }: DecisionRecord): Promise<void> {
    const mayReplace = firstAfter ? { chain: { $in: [row.chain, firstAfter.chain ?? row.chain] } } : {};
    const filter = { _id: row._id, turn: { $lte: row.turn }, ...mayReplace };
    const written = this.#customers.replaceOne(filter, row, { upsert: true, writeConcern: MAJORITY });
    await (firstAfter ? written : this.#unlessDuplicate(written));
  }

  /** A row that exists already was written by another attempt at the same step, or by a later one: either is right. */
  async #unlessDuplicate(write: Promise<unknown>): Promise<void> {
    try {
      await write;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

/** What these events say of one order. */
export function factsOf(key: OrderKey, events: readonly CustomerEvent[]): OrderFacts {
  return events.reduce<OrderFacts>((facts, event) => {
    if (event.kind === 'purchase' && event.key === key) {
      return { ...facts, purchase: { at: event.at, amount: event.amount } };
    }
    if (event.kind === 'refund' && event.order === key) {
      return { ...facts, refunded: facts.refunded + event.amount, refunds: facts.refunds + 1 };
    }
    return facts;
  }, UNKNOWN_ORDER);
}
