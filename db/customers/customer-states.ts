import type { Connection } from 'mongoose';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { customerCollection, readCustomer, type CustomerRow, type StoredCustomerRow } from './customers.ts';
import { isTaken, markCollection } from '../events/applied.ts';
import { eventCollection, type EventRow } from '../events/events.ts';
import { inPages, ROWS_AT_ONCE } from '../in-pages.ts';

export interface StateAndHistory {
  readonly state: CustomerState;
  /** Every event that is in the state, in no order; `null` where it was not asked for. */
  readonly history: readonly CustomerEvent[] | null;
}

export interface CustomerStates {
  /**
   * Every customer of a workspace, page by page.
   * @param wantsHistory whose events are wanted too
   */
  all(workspace: WorkspaceId, wantsHistory: (state: CustomerState) => boolean): AsyncIterable<StateAndHistory>;
}

type Row = Pick<CustomerRow, '_id' | 'customer' | 'state'>;
type Accepted = Pick<EventRow, '_id' | 'customer' | 'event' | 'import'>;
type Histories = ReadonlyMap<CustomerId, readonly CustomerEvent[]>;

/** Customers whose events are read together. */
const PAGE = 200;

export function mongoCustomerStates(connection: Connection): CustomerStates {
  const customers = customerCollection(connection);
  const events = eventCollection(connection);
  const marks = markCollection(connection);

  /** As decisions know it: what has a mark of a turn that is over, or was folded by the state's own import. */
  async function historiesOf(workspace: WorkspaceId, rows: readonly Row[]): Promise<Histories> {
    if (rows.length === 0) return new Map();
    const states = new Map(rows.map(({ customer, state }) => [customer, state]));
    const theirs = events.find({ workspace, customer: { $in: [...states.keys()] } }).batchSize(ROWS_AT_ONCE);
    const found = theirs.project<Accepted>({ customer: 1, event: 1, import: 1 });
    const histories = new Map<CustomerId, CustomerEvent[]>(rows.map(({ customer }) => [customer, []]));
    for await (const page of inPages(found, ROWS_AT_ONCE)) {
      const applied = await marks.find({ _id: { $in: page.map(({ _id }) => _id) } }).toArray();
      const turns = new Map<EventKey, number>(applied.map(({ _id, turn }) => [_id, turn]));
      for (const { _id, customer, event, import: job } of page) {
        const state = states.get(customer);
        const isFolded = state?.base !== undefined && job === state.base;
        if (isFolded || isTaken(_id, turns.get(_id), state)) histories.get(customer)?.push(event);
      }
    }
    return histories;
  }

  return {
    async *all(workspace, wantsHistory) {
      const all = customers.find({ workspace }).batchSize(ROWS_AT_ONCE);
      const rows = all.project<Pick<StoredCustomerRow, keyof Row>>({ customer: 1, state: 1 });
      for await (const stored of inPages(rows, PAGE)) {
        const page = stored.map(readCustomer);
        const wanted = page.filter(({ state }) => wantsHistory(state));
        const histories = await historiesOf(workspace, wanted);
        for (const { customer, state } of page) yield { state, history: histories.get(customer) ?? null };
      }
    },
  };
}
