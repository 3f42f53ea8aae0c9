import type { Connection, mongo } from 'mongoose';
import type { CustomerRow } from '../customers/customers.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EventKey, OrderKey } from '../../domain/keys.ts';
import type { OrderFacts } from '../../domain/ledger/ledger.ts';
import { markCollection, type MarkRow } from './applied.ts';
import { eventCollection, type EventRow } from './events.ts';
import { inPages, ROWS_AT_ONCE } from '../in-pages.ts';
import { CondensedEvents } from '../privacy/condensed.ts';
import { factsOf } from './order-facts.ts';

export interface OrdersAsked {
  /** Turns are this customer's own, and nobody can refund an order of somebody else. */
  readonly customer: CustomerId;
  readonly keys: readonly OrderKey[];
  readonly turn: number;
  readonly base?: string | undefined;
  /** Not applied, whatever their marks say; see `CustomerState`. */
  readonly rest?: readonly EventKey[] | undefined;
  /** Applied without a mark; see `Asleep`. */
  readonly asleep?: readonly EventKey[] | undefined;
}

export interface HistoryAsked extends Omit<OrdersAsked, 'keys'> {
  readonly workspace: WorkspaceId;
}

/** Asks for what a customer's stored state has taken. */
export function takenBy({ workspace, customer, turn, state, asleep }: CustomerRow): HistoryAsked {
  return { workspace, customer, turn: turn + 1, base: state.base, rest: state.rest, asleep: asleep?.entries };
}

/** What tells whether an event has been applied, and the event. */
type AppliedRow = Pick<EventRow, '_id' | 'event' | 'import'>;

/** Rows of a history read together: somebody may have a hundred thousand orders. */
const HISTORY_PAGE = 1_000;

/** What a customer's stored events say, as far as a given turn has taken them. */
export class AppliedEvents {
  readonly #marks: mongo.Collection<MarkRow>;
  readonly #events: mongo.Collection<EventRow>;
  readonly #condensed: CondensedEvents;

  constructor(connection: Connection) {
    this.#marks = markCollection(connection);
    this.#events = eventCollection(connection);
    this.#condensed = new CondensedEvents(connection);
  }

  async events(customer: CustomerId, keys: readonly EventKey[]): Promise<readonly CustomerEvent[]> {
    if (keys.length === 0) return [];
    const rows = this.#events.find({ _id: { $in: [...keys] }, customer, aside: { $exists: false } });
    return (await rows.project<Pick<EventRow, 'event'>>({ _id: 0, event: 1 }).toArray()).map(({ event }) => event);
  }

  async turns(keys: readonly EventKey[]): Promise<ReadonlyMap<EventKey, number>> {
    const rows = await this.#marks.find({ _id: { $in: [...keys] } }).toArray();
    return new Map(rows.map((row) => [row._id, row.turn]));
  }

  async orderFacts({ keys, ...asked }: OrdersAsked): Promise<ReadonlyMap<OrderKey, OrderFacts>> {
    if (keys.length === 0) return new Map();
    const _id = { $in: [...keys] };
    const rows = await this.#events.find({ customer: asked.customer, $or: [{ _id }, { order: _id }] }).toArray();
    const applied = await this.#applied(rows, asked);
    return new Map(keys.map((key) => [key, factsOf(key, applied)]));
  }

  async history(asked: HistoryAsked): Promise<readonly CustomerEvent[]> {
    for (;;) {
      const version = await this.#condensed.version(asked);
      const kept = await this.kept(asked);
      const before = version === 0 ? [] : await this.#condensed.read(asked);
      // What was condensed meanwhile would be there twice, or not at all.
      if ((await this.#condensed.version(asked)) === version) return [...before, ...kept];
    }
  }

  /** Without what is only there condensed. */
  async kept(asked: HistoryAsked): Promise<readonly CustomerEvent[]> {
    const { workspace, customer } = asked;
    const found = this.#events
      .find({ workspace, customer })
      .batchSize(ROWS_AT_ONCE)
      .project<AppliedRow>({ event: 1, import: 1 });
    const events: CustomerEvent[] = [];
    for await (const page of inPages(found, HISTORY_PAGE)) {
      for (const event of await this.#applied(page, asked)) events.push(event);
    }
    return events;
  }

  async lost(asked: HistoryAsked): Promise<number> {
    const { workspace, customer } = asked;
    const closed = { p: { $exists: false }, ahead: { $exists: false }, aside: { $exists: false } };
    const found = this.#events
      .find({ workspace, customer, ...closed })
      .batchSize(ROWS_AT_ONCE)
      .project<AppliedRow>({ event: 1, import: 1 });
    let lost = 0;
    for await (const page of inPages(found, HISTORY_PAGE)) {
      lost += page.length - (await this.#applied(page, asked)).length;
    }
    return lost;
  }

  async #applied(
    rows: readonly AppliedRow[],
    { turn, base, rest = [], asleep = [] }: Omit<OrdersAsked, 'customer' | 'keys'>,
  ): Promise<readonly CustomerEvent[]> {
    const isFolded = (row: AppliedRow) => (base !== undefined && row.import === base) || asleep.includes(row._id);
    const marked = rows.filter((row) => !isFolded(row) && !rest.includes(row._id)).map((row) => row._id);
    const turns = marked.length === 0 ? new Map<EventKey, number>() : await this.turns(marked);
    return rows.filter((row) => isFolded(row) || (turns.get(row._id) ?? Infinity) < turn).map((row) => row.event);
  }
}
