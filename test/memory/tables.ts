import type { CustomerRow } from '../../db/customers/customers.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { JournalRow } from '../../db/events/journal.ts';
import type { CustomerKey, EventKey } from '../../domain/keys.ts';

/** A write that took place here and may yet be taken back: the majority has not confirmed it. */
class NotDurableError extends Error {
  override readonly name = 'NotDurableError';
}

const NOT_DURABLE = new NotDurableError('the write took place, but no majority has confirmed it');

/**
 * One collection of a replica set: what the primary sees, and what a majority has confirmed. Rows are never changed
 * in place, so that both may share them.
 */
class Table<Key, Row> {
  #local: Map<Key, Row> = new Map();
  /** Set while the majority lags behind. */
  #confirmed: Map<Key, Row> | null = null;
  readonly #before = new Map<Key, Row | undefined>();

  get local(): ReadonlyMap<Key, Row> {
    return this.#local;
  }

  get majority(): ReadonlyMap<Key, Row> {
    return this.#confirmed ?? this.#local;
  }

  /** What a majority read on a new primary may still say: one confirmed write behind. */
  stale(key: Key): Row | undefined {
    return this.#confirmed || !this.#before.has(key) ? this.majority.get(key) : this.#before.get(key);
  }

  set(key: Key, row: Row): void {
    if (!this.#confirmed) this.#before.set(key, this.#local.get(key));
    this.#local.set(key, row);
  }

  lag(): void {
    this.#confirmed ??= new Map(this.#local);
  }

  catchUp(): void {
    this.#confirmed = null;
  }

  rollBack(): void {
    if (this.#confirmed) this.#local = this.#confirmed;
    this.#confirmed = null;
  }
}

/** The collections that the ingest and decision ports share. */
export class Tables {
  readonly events = new Table<EventKey, EventRow>();
  readonly marks = new Table<EventKey, number>();
  readonly customers = new Table<CustomerKey, CustomerRow>();
  readonly journal = new Table<string, JournalRow>();
  isLagging = false;

  /** From now on writes take place on the primary only, and fail, until the majority catches up or takes over. */
  lag(): void {
    this.isLagging = true;
    for (const table of this.#all()) table.lag();
  }

  catchUp(): void {
    this.isLagging = false;
    for (const table of this.#all()) table.catchUp();
  }

  /** A fail-over: what the majority has not confirmed is gone. */
  rollBack(): void {
    this.isLagging = false;
    for (const table of this.#all()) table.rollBack();
  }

  /** After a write with write concern `majority`. */
  confirm(): void {
    if (this.isLagging) throw NOT_DURABLE;
  }

  #all(): readonly { lag(): void; catchUp(): void; rollBack(): void }[] {
    return [this.events, this.marks, this.customers, this.journal];
  }
}

/** One round trip to the store. A simulation puts delays, crashes and lost replies around it. */
export type RoundTrip = <Answer>(work: () => Answer) => Promise<Answer>;

/** Nothing goes wrong. */
export const SAFE: RoundTrip = async (work) => work();
