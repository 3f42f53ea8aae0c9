import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey, type EventKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { customerCollection, type StoredCustomerRow } from '../customers/customers.ts';
import { eventCollection, UNDELIVERED, WITHOUT_CARGO, type EventRow } from './events.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** An event that cannot be applied, or a customer for whom nothing can be decided. */
export interface QuarantineRow {
  /** `event:<event key>` or `customer:<customer key>` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** Left out: it is the customer. */
  readonly event?: EventKey;
  /** One sentence, without personal data. */
  readonly reason: string;
  /** By the wall clock. */
  readonly since: Instant;
  /** Set by an operator who gives it up: it stays listed, and counts as set aside for good. */
  readonly droppedAt?: Instant;
}

/** What is set aside: an event of a customer, or, without one, the customer. */
export type NewlyAside = Pick<QuarantineRow, 'workspace' | 'customer' | 'event' | 'reason'>;

export interface QuarantinePage {
  readonly limit: number;
  /** The last row of the page before. */
  readonly after?: Pick<QuarantineRow, 'since' | '_id'> | undefined;
}

/** What could not be worked on, and why; the rest goes on without it. */
export interface QuarantineStore {
  /** Repeatable. An event that is set aside is delivered no more. */
  setAside(rows: readonly NewlyAside[], at: Instant): Promise<void>;
  /** Newest first. */
  list(workspace: WorkspaceId, page: QuarantinePage): Promise<readonly QuarantineRow[]>;
  ofCustomer(workspace: WorkspaceId, customer: CustomerId): Promise<readonly QuarantineRow[]>;
  find(workspace: WorkspaceId, id: string): Promise<QuarantineRow | null>;
  /**
   * Gives it another try: an event is delivered again, a customer is decided for again with every event of theirs that
   * was set aside and not given up.
   * @returns the events that wait for delivery now
   */
  release(row: QuarantineRow): Promise<readonly EventRow[]>;
  /** Gives it up. */
  drop(row: QuarantineRow, at: Instant): Promise<void>;
  /** Those of these customers who are set aside themselves. */
  stuckAmong(keys: readonly CustomerKey[]): Promise<ReadonlySet<CustomerKey>>;
}

export function quarantineCollection(connection: Connection): mongo.Collection<QuarantineRow> {
  return collectionOf<QuarantineRow>(connection, 'quarantine', [
    { keys: { workspace: 1, since: -1, _id: 1 } },
    { keys: { workspace: 1, customer: 1 } },
  ]);
}

export function mongoQuarantineStore(connection: Connection): QuarantineStore {
  return new MongoQuarantineStore(connection);
}

class MongoQuarantineStore implements QuarantineStore {
  readonly #quarantine: mongo.Collection<QuarantineRow>;
  readonly #events: mongo.Collection<EventRow>;
  readonly #customers: mongo.Collection<StoredCustomerRow>;

  constructor(connection: Connection) {
    this.#quarantine = quarantineCollection(connection);
    this.#events = eventCollection(connection);
    this.#customers = customerCollection(connection);
  }

  async setAside(rows: readonly NewlyAside[], at: Instant): Promise<void> {
    if (rows.length === 0) return;
    const added = rows.map((row) => ({ ...row, _id: idOf(row), since: at }));
    try {
      await this.#quarantine.insertMany(added, { ordered: false, writeConcern: MAJORITY });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const keys = rows.flatMap(({ event }) => event ?? []);
    const change = { $set: { aside: 1 }, $unset: { p: 1, due: 1, sentAt: 1, tries: 1, refusals: 1 } } as const;
    await this.#events.updateMany({ _id: { $in: keys } }, change, { writeConcern: MAJORITY });
    const stuck = rows
      .filter(({ event }) => event === undefined)
      .map((row) => customerKey(row.workspace, row.customer));
    // Nothing falls due for somebody for whom nothing can be decided.
    await this.#customers.updateMany({ _id: { $in: stuck } }, { $set: { next: null } }, { writeConcern: MAJORITY });
  }

  async list(workspace: WorkspaceId, { limit, after }: QuarantinePage): Promise<readonly QuarantineRow[]> {
    const behind = after
      ? { $or: [{ since: { $lt: after.since } }, { since: after.since, _id: { $gt: after._id } }] }
      : {};
    const rows = this.#quarantine.find({ workspace, ...behind });
    return await rows.sort({ since: -1, _id: 1 }).limit(limit).toArray();
  }

  async ofCustomer(workspace: WorkspaceId, customer: CustomerId): Promise<readonly QuarantineRow[]> {
    const rows = this.#quarantine.find({ workspace, customer });
    return await rows.sort({ since: -1, _id: 1 }).limit(MOST_SHOWN).toArray();
  }

  async find(workspace: WorkspaceId, id: string): Promise<QuarantineRow | null> {
    return await this.#quarantine.findOne({ _id: id, workspace });
  }

  async release({ _id, workspace, customer, event }: QuarantineRow): Promise<readonly EventRow[]> {
    const wanted = { workspace, customer, $or: [{ _id }, { droppedAt: { $exists: false } }] };
    const all = event === undefined ? await this.#quarantine.find(wanted).toArray() : [];
    const keys = event === undefined ? all.flatMap((row) => row.event ?? []) : [event];
    const change = { $set: { p: UNDELIVERED, due: 0 }, $unset: { aside: 1, tries: 1, refusals: 1 } } as const;
    await this.#events.updateMany({ _id: { $in: keys }, aside: 1 }, change, { writeConcern: MAJORITY });
    const ids = event === undefined ? all.map((row) => row._id) : [_id];
    await this.#quarantine.deleteMany({ _id: { $in: ids } }, { writeConcern: MAJORITY });
    return await this.#events
      .find({ _id: { $in: keys } }, { readConcern: 'majority' })
      .project<EventRow>(WITHOUT_CARGO)
      .toArray();
  }

  async drop({ _id }: QuarantineRow, at: Instant): Promise<void> {
    await this.#quarantine.updateOne({ _id }, { $set: { droppedAt: at } }, { writeConcern: MAJORITY });
  }

  async stuckAmong(keys: readonly CustomerKey[]): Promise<ReadonlySet<CustomerKey>> {
    const ids = keys.map((key) => `customer:${key}`);
    const rows = await this.#quarantine.find({ _id: { $in: ids } }).toArray();
    return new Set(rows.map((row) => customerKey(row.workspace, row.customer)));
  }
}

/** Of one customer; whoever has more looks at the workspace's list. */
const MOST_SHOWN = 20;

function idOf({ workspace, customer, event }: NewlyAside): string {
  return event === undefined ? `customer:${customerKey(workspace, customer)}` : `event:${event}`;
}
