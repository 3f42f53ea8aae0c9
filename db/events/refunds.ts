import type { Connection, mongo } from 'mongoose';
import { takenAt, type Refund } from '../../domain/events/event.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey, EventKey, OrderKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { customerCollection, type CustomerRow, type StoredCustomerRow } from '../customers/customers.ts';
import { eventCollection, type EventRow } from './events.ts';
import type { Page } from '../page.ts';

/** A refund whose order is not known of its customer so far. */
export interface WaitingRefund {
  /** The customer's key: what lists are sorted by, and then by the refund's own. */
  readonly owner: CustomerKey;
  readonly refund: Refund;
}

export interface WaitingCursor {
  readonly owner: CustomerKey;
  readonly refund: EventKey;
}

export interface RefundReads {
  /** Of one customer, as of an instant, those that were learned of first before the others. */
  waitingOf(who: Owner, asOf: Instant): Promise<readonly WaitingRefund[]>;
  /** Of everybody, as of an instant, those that were learned of at or before another; by customer. */
  unmatched(
    workspace: WorkspaceId,
    asOf: Instant,
    learnedBy: Instant,
    page: Page<WaitingCursor>,
  ): Promise<readonly WaitingRefund[]>;
}

type Owner = Pick<CustomerRow, '_id' | 'workspace' | 'customer'>;

/** Customers looked at together. Only those with a refund that waits are looked at at all. */
const PAGE = 100;

export function mongoRefundReads(connection: Connection): RefundReads {
  return new MongoRefundReads(connection);
}

class MongoRefundReads implements RefundReads {
  readonly #events: mongo.Collection<EventRow>;
  readonly #customers: mongo.Collection<StoredCustomerRow>;

  constructor(connection: Connection) {
    this.#events = eventCollection(connection);
    this.#customers = customerCollection(connection);
  }

  async waitingOf(who: Owner, asOf: Instant): Promise<readonly WaitingRefund[]> {
    const found = await this.#waiting([who], asOf);
    return found.toSorted((a, b) => a.refund.seenAt - b.refund.seenAt || byKey(a, b));
  }

  async unmatched(
    workspace: WorkspaceId,
    asOf: Instant,
    learnedBy: Instant,
    { limit, after }: Page<WaitingCursor>,
  ): Promise<readonly WaitingRefund[]> {
    const found: WaitingRefund[] = [];
    const isBehind = (one: WaitingRefund) => !after || one.owner > after.owner || one.refund.key > after.refund;
    let from: mongo.Condition<CustomerKey> | undefined = after && { $gte: after.owner };
    while (found.length < limit) {
      const owners = await this.#owners(workspace, from);
      const old = (await this.#waiting(owners, asOf)).filter(({ refund }) => refund.seenAt <= learnedBy);
      found.push(...old.filter(isBehind).toSorted(byKey));
      const last = owners.at(-1);
      if (last === undefined || owners.length < PAGE) break;
      from = { $gt: last._id };
    }
    return found.slice(0, limit);
  }

  /** Those with a refund that waits. */
  async #owners(workspace: WorkspaceId, from?: mongo.Condition<CustomerKey>): Promise<readonly Owner[]> {
    const those = { workspace, 'state.ledger.early': { $gt: 0 }, ...(from ? { _id: from } : {}) };
    const rows = this.#customers.find(those).project<Owner>({ workspace: 1, customer: 1 });
    return await rows.sort({ _id: 1 }).limit(PAGE).toArray();
  }

  /** Refunds without their order, of customers of one workspace. */
  async #waiting(owners: readonly Owner[], asOf: Instant): Promise<readonly WaitingRefund[]> {
    const [first] = owners;
    if (first === undefined) return [];
    const keys = new Map<CustomerId, CustomerKey>(owners.map(({ customer, _id }) => [customer, _id]));
    const theirs = { workspace: first.workspace, customer: { $in: [...keys.keys()] } };
    const rows = await this.#events.find({ ...theirs, order: { $exists: true } }).toArray();
    const taken = rows.filter((row) => isTaken(row, asOf));
    const refunds = taken.flatMap(({ event }) => (event.kind === 'refund' ? [event] : []));
    const orders = await this.#ordersOf(refunds, asOf);
    return refunds
      .filter(({ order, customer }) => orders.get(order) !== customer)
      .flatMap((refund): WaitingRefund[] => {
        const owner = keys.get(refund.customer);
        return owner === undefined ? [] : [{ owner, refund }];
      });
  }

  /** Whose the orders are that refunds name, as far as they are known. */
  async #ordersOf(refunds: readonly Refund[], asOf: Instant): Promise<ReadonlyMap<OrderKey, CustomerId>> {
    if (refunds.length === 0) return new Map();
    const named = { _id: { $in: refunds.map(({ order }) => order) }, 'event.kind': 'purchase' as const };
    const rows = await this.#events.find(named).toArray();
    return new Map(rows.filter((row) => isTaken(row, asOf)).map(({ _id, customer }) => [_id, customer]));
  }
}

/** What lies ahead of the clock, or is still on its way to the customer, is not known of them yet. */
function isTaken({ p, ahead, event }: EventRow, asOf: Instant): boolean {
  return p === undefined && ahead === undefined && takenAt(event) <= asOf;
}

function byKey(a: WaitingRefund, b: WaitingRefund): number {
  if (a.owner !== b.owner) return a.owner < b.owner ? -1 : 1;
  return a.refund.key < b.refund.key ? -1 : 1;
}
