import { mongo, type Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey, type EventKey } from '../../domain/keys.ts';
import { MAJORITY } from '../connection.ts';
import { customerCollection, readCustomer, type CustomerRow } from './customers.ts';
import { eventCollection, UNDELIVERED, type EventRow } from '../events/events.ts';
import { inPages, oncePer, ROWS_AT_ONCE } from '../in-pages.ts';
import { erasedAmong, mongoErasureStore } from '../privacy/erasures.ts';
import { isDuplicateKey } from '../schema.ts';

/** An event row that an import brought, and from which line of its file: so a file read twice brings it once. */
export interface ImportedRow extends EventRow {
  readonly brought: { readonly by: string; readonly line: number };
  /** A refund whose file does not say of which order: by which job, and how much in all. */
  readonly unnamed?: { readonly by: string; readonly amount: number };
  /** Of a refund that was taken off several orders, the row that came with the file. */
  readonly partOf?: EventKey;
}

export type ImportVerdict =
  | { readonly is: 'imported' }
  /** Stored before with the same content. */
  | { readonly is: 'duplicate' }
  /** Stored before with other content; `line` where this very file brought it. */
  | { readonly is: 'conflict'; readonly line?: number }
  /** Nothing is taken for its customer any more. */
  | { readonly is: 'erased' };

/** What tells whose row it is that folded a customer. */
export function importChain(job: string): string {
  return `import:${job}`;
}

/** Which import, and whose. */
export interface ImportRef {
  readonly workspace: WorkspaceId;
  readonly job: string;
}

/** The events of imports, and the customers made of them. */
export interface ImportedStore {
  /** Durable once it resolves; one verdict per row, in order. Repeatable. */
  insert(rows: readonly ImportedRow[]): Promise<readonly ImportVerdict[]>;
  /** The job's events, customer by customer, from those after `after` on. */
  events(of: ImportRef, after: CustomerId | null): AsyncIterable<Pick<EventRow, 'customer' | 'event'>>;
  /** The job's customers that nobody has taken over yet, in order, from those after `after` on. */
  folded(of: ImportRef, after: CustomerId | null): AsyncIterable<CustomerRow>;
  /** How many customers the job has events of. */
  countCustomers(of: ImportRef): Promise<number>;
  /** Makes customers of what was folded. @returns those that exist already, by other means than this job */
  create(of: ImportRef, rows: readonly CustomerRow[]): Promise<readonly CustomerId[]>;
  /** Makes a customer's imported events ordinary ones that wait for delivery. */
  handOver(of: ImportRef, customer: CustomerId): Promise<readonly EventRow[]>;
  /** Takes back every event whose customer was not folded. @returns how many */
  takeBack(of: ImportRef): Promise<number>;
}

export function mongoImportedStore(connection: Connection): ImportedStore {
  return new MongoImportedStore(connection);
}

/** Customers looked at together. */
const PAGE = 500;

class MongoImportedStore implements ImportedStore {
  readonly #events;
  readonly #customers;
  readonly #erasures;

  constructor(connection: Connection) {
    this.#events = eventCollection(connection);
    this.#erasures = mongoErasureStore(connection);
    this.#customers = customerCollection(connection);
  }

  async insert(rows: readonly ImportedRow[]): Promise<readonly ImportVerdict[]> {
    const erased = await erasedAmong(this.#erasures, rows);
    if (erased.size === 0) return await this.#insert(rows);
    const taken = rows.filter((row) => !erased.has(row));
    const verdicts = new Map((await this.#insert(taken)).map((verdict, index) => [taken[index], verdict]));
    return rows.map((row) => verdicts.get(row) ?? { is: 'erased' });
  }

  async #insert(rows: readonly ImportedRow[]): Promise<readonly ImportVerdict[]> {
    if (rows.length === 0) return [];
    const refused = await insertUnordered(this.#events, rows);
    if (refused.size === 0) return rows.map(() => ({ is: 'imported' }));
    // Majority read: what a fail-over may still take back is no duplicate yet.
    const options = { readConcern: 'majority', projection: { hash: 1, brought: 1 } } as const;
    const stored = await this.#events.find<Stored>({ _id: { $in: [...refused] } }, options).toArray();
    const known = new Map(stored.map((row) => [row._id, row]));
    return rows.map((row) => (refused.has(row._id) ? verdictOn(row, known.get(row._id)) : { is: 'imported' }));
  }

  events(of: ImportRef, after: CustomerId | null): AsyncIterable<Pick<EventRow, 'customer' | 'event'>> {
    return this.#ofJob(of, after).project<Pick<EventRow, 'customer' | 'event'>>({ _id: 0, customer: 1, event: 1 });
  }

  async *folded(of: ImportRef, after: CustomerId | null): AsyncGenerator<CustomerRow> {
    for await (const page of this.#pages(of, after)) {
      const chain = importChain(of.job);
      const rows = await this.#customers.find({ _id: { $in: page.map(({ key }) => key) }, chain }).toArray();
      const byKey = new Map(rows.map((row) => [row._id, readCustomer(row)]));
      yield* page.flatMap(({ key }) => byKey.get(key) ?? []);
    }
  }

  async countCustomers({ job }: ImportRef): Promise<number> {
    const pipeline = [{ $match: { import: job } }, { $group: { _id: '$customer' } }, { $count: 'customers' }];
    const [count] = await this.#events.aggregate<{ readonly customers: number }>(pipeline).toArray();
    return count?.customers ?? 0;
  }

  async create({ job }: ImportRef, rows: readonly CustomerRow[]): Promise<readonly CustomerId[]> {
    const refused = await insertUnordered(this.#customers, rows);
    if (refused.size === 0) return [];
    const ours = await this.#basedOn(job, [...refused]);
    return rows.filter((row) => refused.has(row._id) && !ours.has(row._id)).map((row) => row.customer);
  }

  async handOver({ job, workspace }: ImportRef, customer: CustomerId): Promise<readonly EventRow[]> {
    const change = { $set: { p: UNDELIVERED, due: 0 }, $unset: { import: 1 as const } } as const;
    await this.#events.updateMany({ import: job, customer }, change, { writeConcern: MAJORITY });
    return await this.#events.find({ workspace, customer, p: UNDELIVERED }, { readConcern: 'majority' }).toArray();
  }

  async takeBack(of: ImportRef): Promise<number> {
    const { job, workspace } = of;
    const ahead = { workspace, ahead: 1 as const, 'brought.by': job };
    let removed = (await this.#events.deleteMany(ahead, { writeConcern: MAJORITY })).deletedCount;
    for await (const page of this.#pages(of, null)) {
      const keys = page.map(({ key }) => key);
      const ours = await this.#basedOn(job, keys);
      const customer = { $in: page.filter(({ key }) => !ours.has(key)).map((member) => member.customer) };
      const result = await this.#events.deleteMany({ import: job, customer }, { writeConcern: MAJORITY });
      removed += result.deletedCount;
    }
    return removed;
  }

  #ofJob({ job }: ImportRef, after: CustomerId | null): mongo.FindCursor<mongo.WithId<EventRow>> {
    const filter = { import: job, ...(after === null ? {} : { customer: { $gt: after } }) };
    return this.#events.find(filter).sort({ import: 1, customer: 1 }).batchSize(ROWS_AT_ONCE);
  }

  async *#pages(of: ImportRef, after: CustomerId | null): AsyncGenerator<readonly CustomerOfJob[]> {
    // Answered by the index alone: one entry per event, in order of customers.
    const rows = this.#ofJob(of, after).project<Pick<EventRow, 'customer'>>({ _id: 0, customer: 1 });
    const members = oncePer(rows, ({ customer }) => customer);
    for await (const page of inPages(members, PAGE)) {
      yield page.map(({ customer }) => ({ customer, key: customerKey(of.workspace, customer) }));
    }
  }

  /** Whose state was folded by this job, even where a workflow has taken them over since. */
  async #basedOn(job: string, keys: readonly CustomerKey[]): Promise<ReadonlySet<CustomerKey>> {
    const rows = this.#customers
      .find({ _id: { $in: [...keys] }, 'state.base': job }, { readConcern: 'majority' })
      .project<{ _id: CustomerKey }>({ _id: 1 });
    return new Set((await rows.toArray()).map((row) => row._id));
  }
}

interface CustomerOfJob {
  readonly customer: CustomerId;
  readonly key: CustomerKey;
}

type Stored = Pick<ImportedRow, '_id' | 'hash'> & Partial<Pick<ImportedRow, 'brought'>>;

function verdictOn(row: ImportedRow, stored: Stored | undefined): ImportVerdict {
  if (stored === undefined) throw new Error('an earlier copy of an order is still being stored; trying again');
  const isOwn = stored.brought?.by === row.brought.by;
  if (isOwn && stored.brought?.line === row.brought.line) return { is: 'imported' };
  if (stored.hash === row.hash) return { is: 'duplicate' };
  return { is: 'conflict', ...(isOwn && stored.brought ? { line: stored.brought.line } : {}) };
}

/** @returns the ids that exist already */
async function insertUnordered<Row extends { readonly _id: string }>(
  collection: mongo.Collection<Row>,
  rows: readonly mongo.OptionalUnlessRequiredId<Row>[],
): Promise<ReadonlySet<Row['_id']>> {
  try {
    if (rows.length > 0) await collection.insertMany(rows, { ordered: false, writeConcern: MAJORITY });
    return new Set();
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
    return new Set([error.writeErrors].flat().flatMap(({ index }) => rows[index]?._id ?? []));
  }
}
