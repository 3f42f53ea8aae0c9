import type { ClientSession, Connection, mongo } from 'mongoose';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { eventCollection } from '../events/events.ts';
import { oncePer, ROWS_AT_ONCE } from '../in-pages.ts';
import { keyCollection } from './keys.ts';
import type { JobRow } from '../jobs/rows.ts';
import { jobCollection } from '../jobs/store.ts';
import { rowsOf, WORKSPACE_DATA, type AnyRow, type WorkspacePart } from './workspace-data.ts';
import { userCollection } from './users.ts';
import { workspaceCollection } from './workspaces.ts';

/** A deletion under way: which workspace, and the job that holds its receipt. */
export type DeletionRef = Pick<JobRow<'delete-workspace'>, '_id' | 'workspace'>;

/** Every part of it may be repeated; the receipt counts each row in the same transaction that deletes it. */
export interface WorkspaceDeletion {
  /**
   * Ends the keys and the users of a workspace and takes its row away: from here on nothing can be done in it. The key of the
   * installation lives on without a workspace.
   */
  close(of: DeletionRef): Promise<void>;
  /** How many rows there are. */
  count(of: DeletionRef): Promise<number>;
  /** Everybody who has events, in order. */
  customers(of: DeletionRef): AsyncIterable<CustomerId>;
  /** Deletes at most `limit` rows of one part. @returns how many */
  deleteSome(of: DeletionRef, part: WorkspacePart, limit: number, now: Instant): Promise<number>;
  /** Notes how many customers' workflows have been dealt with. */
  noteDone(of: DeletionRef, count: number, now: Instant): Promise<void>;
  /** Notes how many workflows there were; the most that was ever seen counts. */
  noteWorkflows(of: DeletionRef, count: number): Promise<void>;
}

export function mongoWorkspaceDeletion(connection: Connection): WorkspaceDeletion {
  return new MongoWorkspaceDeletion(connection);
}

class MongoWorkspaceDeletion implements WorkspaceDeletion {
  readonly #connection: Connection;
  readonly #keys;
  readonly #users;
  readonly #workspaces;
  readonly #events;
  readonly #jobs;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#keys = keyCollection(connection);
    this.#users = userCollection(connection);
    this.#workspaces = workspaceCollection(connection);
    this.#events = eventCollection(connection);
    this.#jobs = jobCollection(connection);
  }

  async close(of: DeletionRef): Promise<void> {
    const { workspace } = of;
    await this.#together(async (session) => {
      await this.#keys.updateMany({ workspace, scopes: 'installation' }, { $set: { workspace: null } }, { session });
      const keys = await this.#keys.deleteMany({ workspace }, { session });
      const users = await this.#users.deleteMany({ workspace }, { session });
      const rows = await this.#workspaces.deleteOne({ _id: workspace }, { session });
      await this.#noteDeleted(of, 'keys', keys.deletedCount, session);
      await this.#noteDeleted(of, 'users', users.deletedCount, session);
      await this.#noteDeleted(of, 'workspaces', rows.deletedCount, session);
    });
  }

  async count(of: DeletionRef): Promise<number> {
    const work = await this.#workIn(of);
    const counts = WORKSPACE_DATA.map(async ({ collection, rows }) => {
      return await this.#collection(collection).countDocuments(rowsOf(rows, of.workspace, work));
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  async *customers({ workspace }: DeletionRef): AsyncGenerator<CustomerId> {
    // Answered by the index alone: one entry per event, in order of customers.
    const rows = this.#events.find({ workspace }).sort({ workspace: 1, customer: 1 }).batchSize(ROWS_AT_ONCE);
    const customers = rows.project<{ readonly customer: CustomerId }>({ _id: 0, customer: 1 });
    for await (const { customer } of oncePer(customers, (row) => row.customer)) yield customer;
  }

  async deleteSome(of: DeletionRef, part: WorkspacePart, limit: number, now: Instant): Promise<number> {
    const { collection, rows, name } = part;
    const filter = rowsOf(rows, of.workspace, rows.by === 'work' ? await this.#workIn(of) : []);
    const some = this.#collection(collection).find(filter, { projection: { _id: 1 }, limit });
    const ids = (await some.toArray()).map(({ _id }) => _id);
    if (ids.length === 0) return 0;
    return await this.#together(async (session) => {
      const { deletedCount } = await this.#collection(collection).deleteMany({ _id: { $in: ids } }, { session });
      await this.#noteDeleted(of, name, deletedCount, session, now);
      return deletedCount;
    });
  }

  async noteDone({ _id }: DeletionRef, count: number, now: Instant): Promise<void> {
    await this.#jobs.updateOne(
      { _id },
      { $inc: { done: count }, $set: { changedAt: now } },
      { writeConcern: MAJORITY },
    );
  }

  async noteWorkflows({ _id }: DeletionRef, count: number): Promise<void> {
    await this.#jobs.updateOne({ _id }, { $max: { 'result.workflows': count } }, { writeConcern: MAJORITY });
  }

  async #noteDeleted({ _id }: DeletionRef, name: string, count: number, session: ClientSession, now?: Instant) {
    const change = {
      $inc: { [`result.deleted.${name}`]: count, done: count },
      ...(now === undefined ? {} : { $set: { changedAt: now } }),
    };
    if (count > 0) await this.#jobs.updateOne({ _id }, change, { session });
  }

  async #workIn({ workspace }: DeletionRef): Promise<readonly string[]> {
    return await this.#jobs.distinct('_id', { workspace });
  }

  #collection(name: string): mongo.Collection<AnyRow> {
    return this.#connection.getClient().db(this.#connection.name).collection<AnyRow>(name);
  }

  async #together<Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result> {
    const session = await this.#connection.startSession();
    try {
      return await session.withTransaction(async () => await work(session), { writeConcern: MAJORITY });
    } finally {
      await session.endSession();
    }
  }
}
