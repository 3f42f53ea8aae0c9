import { mongo, type Connection } from 'mongoose';
import type { CustomerEvent } from '../domain/event.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EventKey, OrderKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

/** Fact, dedupe key and outbox in one document. */
export interface EventRow {
  readonly _id: EventKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly event: CustomerEvent;
  /** SHA-256 of what the client sent, to tell a repeat from a conflict. */
  readonly hash: string;
  readonly receivedAt: Instant;
  /** The order a refund names, so that its purchase can find it. */
  readonly order?: OrderKey;
  /** Everything the client sent besides; conditions see its top-level scalars only. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly items?: readonly unknown[];
  /** Not delivered yet. */
  readonly p?: 1;
  /** Lies ahead of the workspace's test clock; released when the clock reaches it. */
  readonly ahead?: 1;
  /** The import that brought it. */
  readonly import?: string;
}

export type InsertVerdict = 'inserted' | 'duplicate' | 'conflict' | 'unsettled';

export interface Inserted {
  readonly key: EventKey;
  readonly verdict: InsertVerdict;
  /** Of the body that is kept; `null` while it is unsettled. */
  readonly hash: string | null;
  /** A duplicate that was never delivered: delivering it again heals a lost signal. */
  readonly pending: EventRow | null;
}

/** Where accepted events are kept until, and after, they are delivered. */
export interface EventStore {
  /** Durable once it resolves; one verdict per row, in order. Throws when the store cannot be reached. */
  insert(rows: readonly EventRow[]): Promise<readonly Inserted[]>;
  markDelivered(keys: readonly EventKey[]): Promise<void>;
  /** Durable rows not delivered yet that arrived at or before `receivedBefore`, oldest first, from those behind `after` on. */
  pending(receivedBefore: Instant, limit: number, after?: EventRow): Promise<readonly EventRow[]>;
  /** Turns rows ahead of the clock into pending ones, up to and including `to`. */
  release(workspace: WorkspaceId, to: Instant): Promise<void>;
  /** Every durable row of a workspace that is not delivered yet, oldest first. */
  pendingOf(workspace: WorkspaceId): Promise<readonly EventRow[]>;
  /** When the first row ahead of the clock falls due. */
  nextAhead(workspace: WorkspaceId): Promise<Instant | null>;
}

export function eventCollection(connection: Connection): mongo.Collection<EventRow> {
  return collectionOf<EventRow>(connection, 'events', [
    { keys: { receivedAt: 1, _id: 1 }, options: { partialFilterExpression: { p: 1 } } },
    { keys: { workspace: 1, receivedAt: 1 }, options: { partialFilterExpression: { p: 1 } } },
    { keys: { workspace: 1, 'event.at': 1 }, options: { partialFilterExpression: { ahead: 1 } } },
    { keys: { workspace: 1, customer: 1, 'event.at': 1 } },
    { keys: { order: 1 }, options: { partialFilterExpression: { order: { $exists: true } } } },
    { keys: { import: 1, customer: 1 }, options: { partialFilterExpression: { import: { $exists: true } } } },
    {
      keys: { 'unnamed.by': 1, customer: 1 },
      options: { partialFilterExpression: { 'unnamed.by': { $exists: true } } },
    },
  ]);
}

export function mongoEventStore(connection: Connection): EventStore {
  const events = eventCollection(connection);
  return {
    async insert(rows) {
      const refused = await insertUnordered(events, rows);
      const known = await readSettled(events, [...refused]);
      return rows.map((row) => verdictOn(row, refused, known));
    },
    // Not worth a flush to disk that the client waits for: a mark that is lost only means one delivery more.
    async markDelivered(keys) {
      await events.updateMany({ _id: { $in: [...keys] } }, { $unset: { p: 1 } }, { writeConcern: { w: 1 } });
    },
    // What is delivered counts for ever, so a row that a fail-over may still take back must not be seen here.
    async pending(receivedBefore, limit, after) {
      const receivedAt = { $lte: receivedBefore, $gte: after?.receivedAt ?? 0 };
      const behind = after ? { $or: [{ receivedAt: { $gt: after.receivedAt } }, { _id: { $gt: after._id } }] } : {};
      const rows = events.find({ p: 1, receivedAt, ...behind }, { readConcern: 'majority' });
      return await rows.sort({ receivedAt: 1, _id: 1 }).limit(limit).toArray();
    },
    async release(workspace, to) {
      const due = { workspace, ahead: 1, 'event.at': { $lte: to } } as const;
      await events.updateMany(due, { $set: { p: 1 }, $unset: { ahead: 1 } }, { writeConcern: MAJORITY });
    },
    async pendingOf(workspace) {
      const rows = events.find({ workspace, p: 1 }, { readConcern: 'majority' });
      return await rows.sort({ receivedAt: 1 }).toArray();
    },
    async nextAhead(workspace) {
      const first = await events.find({ workspace, ahead: 1 }).sort({ 'event.at': 1 }).limit(1).next();
      return first?.event.at ?? null;
    },
  };
}

/** @returns the keys that exist already */
async function insertUnordered(
  events: mongo.Collection<EventRow>,
  rows: readonly EventRow[],
): Promise<ReadonlySet<EventKey>> {
  try {
    await events.insertMany([...rows], { ordered: false, writeConcern: MAJORITY });
    return new Set();
  } catch (error) {
    return new Set(duplicateKeys(error, rows));
  }
}

/** @throws the error itself, unless all it says is that rows exist already */
function duplicateKeys(error: unknown, rows: readonly EventRow[]): EventKey[] {
  if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
  return [error.writeErrors].flat().flatMap(({ index }) => rows[index]?._id ?? []);
}

/** Majority read: a row that is not durable yet is not visible, and must not be acknowledged. */
async function readSettled(
  events: mongo.Collection<EventRow>,
  keys: readonly EventKey[],
): Promise<ReadonlyMap<EventKey, EventRow>> {
  if (keys.length === 0) return new Map();
  const rows = await events.find({ _id: { $in: [...keys] } }, { readConcern: 'majority' }).toArray();
  return new Map(rows.map((row) => [row._id, row]));
}

function verdictOn(row: EventRow, refused: ReadonlySet<EventKey>, known: ReadonlyMap<EventKey, EventRow>): Inserted {
  const { _id: key, hash } = row;
  if (!refused.has(key)) return { key, verdict: 'inserted', hash, pending: row.p ? row : null };
  const stored = known.get(key);
  if (stored === undefined) return { key, verdict: 'unsettled', hash: null, pending: null };
  const verdict = stored.hash === hash ? 'duplicate' : 'conflict';
  return { key, verdict, hash: stored.hash, pending: verdict === 'duplicate' && stored.p ? stored : null };
}
