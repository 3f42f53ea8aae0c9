import { mongo, type Connection } from 'mongoose';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { ItemLine } from '../../domain/events/event.schema.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EventKey, OrderKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { appliedAmong } from './applied.ts';
import { MAJORITY } from '../connection.ts';
import { erasedAmong, mongoErasureStore } from '../privacy/erasures.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

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
  /** Everything the client sent besides; conditions see it by `event.facts`. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly items?: readonly ItemLine[];
  /** What was bought together is not known to recommendations yet, or that an order was refunded. */
  readonly basket?: 1;
  /** 1: not delivered yet. 2: delivered, and not known to be applied. Left out: applied, folded, or set aside. */
  readonly p?: typeof UNDELIVERED | typeof UNCONFIRMED;
  /** When the sweeper looks at it again, by the wall clock; a row of 0.2.0 has none and is due. */
  readonly due?: Instant;
  /** When it was last delivered, by the wall clock. */
  readonly sentAt?: Instant;
  /** Deliveries, and attempts at one that failed. */
  readonly tries?: number;
  /** How often Temporal understood its delivery and did not take it. */
  readonly refusals?: number;
  /** Cannot be applied; see `Quarantine`. */
  readonly aside?: 1;
  /** Lies ahead of the workspace's test clock; released when the clock reaches it. */
  readonly ahead?: 1;
  /** The import that brought it. */
  readonly import?: string;
}

export const UNDELIVERED = 1;
export const UNCONFIRMED = 2;

/** `erased`: nothing is taken for its customer any more. */
export type InsertVerdict = 'inserted' | 'duplicate' | 'conflict' | 'unsettled' | 'erased';

export interface Inserted {
  readonly key: EventKey;
  readonly verdict: InsertVerdict;
  /** Of the body that is kept; `null` while it is unsettled, and where nothing is. */
  readonly hash: string | null;
  /** A duplicate that was never delivered: delivering it again heals a lost signal. */
  readonly pending: EventRow | null;
}

/** Where accepted events are kept until, and after, they are delivered. */
export interface EventStore {
  /** Durable once it resolves; one verdict per row, in order. Throws when the store cannot be reached. */
  insert(rows: readonly EventRow[]): Promise<readonly Inserted[]>;
  /** From now on they have been told of; whether they were applied is looked at from `due` on. */
  markDelivered(keys: readonly EventKey[], at: Instant, due: Instant): Promise<void>;
  /** Workspaces with durable rows that are due at `now`. */
  workspacesDue(now: Instant): Promise<readonly WorkspaceId[]>;
  /**
   * Durable rows of a workspace that are not known to be applied and due at `now`: those due first come first. Like all
   * rows that are read for their delivery, without data, items and facts.
   */
  due(workspace: WorkspaceId, now: Instant, limit: number): Promise<readonly EventRow[]>;
  /** Durable rows of these customers that were never delivered, oldest first. */
  undelivered(workspace: WorkspaceId, customers: readonly CustomerId[]): Promise<readonly EventRow[]>;
  /** Those of these rows that have been applied: a decision that nobody can take back any more has taken them. */
  applied(rows: readonly EventRow[]): Promise<readonly EventKey[]>;
  /** They are known to be applied: nobody looks at them again. */
  settle(keys: readonly EventKey[]): Promise<void>;
  /** Looks at them again at `due`. */
  postpone(keys: readonly EventKey[], due: Instant, because?: 'refused'): Promise<void>;
  /** Turns rows ahead of the clock into pending ones, up to and including `to`. */
  release(workspace: WorkspaceId, to: Instant): Promise<void>;
  /** Every durable row of a workspace that is not known to be applied, oldest first. */
  pendingOf(workspace: WorkspaceId): Promise<readonly EventRow[]>;
  /** When the first row ahead of the clock falls due. */
  nextAhead(workspace: WorkspaceId): Promise<Instant | null>;
}

export function eventCollection(connection: Connection): mongo.Collection<EventRow> {
  return collectionOf<EventRow>(connection, 'events', [
    { keys: { workspace: 1, due: 1 }, options: { partialFilterExpression: { p: { $exists: true } } } },
    { keys: { workspace: 1, receivedAt: 1 }, options: { partialFilterExpression: { p: { $exists: true } } } },
    { keys: { workspace: 1, customer: 1, receivedAt: 1 }, options: { partialFilterExpression: { p: UNDELIVERED } } },
    { keys: { workspace: 1, 'event.at': 1 }, options: { partialFilterExpression: { ahead: 1 } } },
    { keys: { workspace: 1, customer: 1, 'event.at': 1 } },
    {
      keys: { workspace: 1, 'event.facts.item': 1, 'event.at': -1 },
      options: { partialFilterExpression: { 'event.type': 'view', 'event.facts.item': { $exists: true } } },
    },
    { keys: { order: 1 }, options: { partialFilterExpression: { order: { $exists: true } } } },
    { keys: { workspace: 1, basket: 1, _id: 1 }, options: { partialFilterExpression: { basket: { $exists: true } } } },
    { keys: { import: 1, customer: 1 }, options: { partialFilterExpression: { import: { $exists: true } } } },
    // Whom these are about is not whose they are: an erasure of the one finds them with the other.
    {
      keys: { workspace: 1, 'event.from': 1 },
      options: { partialFilterExpression: { 'event.kind': 'referral-came' } },
    },
    {
      keys: { workspace: 1, 'event.who': 1 },
      options: { partialFilterExpression: { 'event.kind': 'referral-brought' } },
    },
    {
      keys: { 'unnamed.by': 1, customer: 1 },
      options: { partialFilterExpression: { 'unnamed.by': { $exists: true } } },
    },
  ]);
}

export function mongoEventStore(connection: Connection): EventStore {
  const events = eventCollection(connection);
  const erasures = mongoErasureStore(connection);
  return {
    insert: async (rows) => await insertAll(events, rows, await erasedAmong(erasures, rows)),
    // Not worth a flush to disk that the client waits for: a mark that is lost only means one delivery more.
    async markDelivered(keys, at, due) {
      const change = { $set: { p: UNCONFIRMED, sentAt: at, due }, $inc: { tries: 1 } } as const;
      await events.updateMany({ _id: { $in: [...keys] }, ...OPEN }, change, { writeConcern: { w: 1 } });
    },
    async workspacesDue(now) {
      return await events.distinct('workspace', { ...OF_ANY, ...OPEN, due: { $not: { $gt: now } } });
    },
    // What is delivered counts for ever, so a row that a fail-over may still take back must not be seen here.
    async due(workspace, now, limit) {
      const rows = events.find({ workspace, ...OPEN, due: { $not: { $gt: now } } }, { readConcern: 'majority' });
      return await rows.sort({ due: 1 }).limit(limit).project<EventRow>(WITHOUT_CARGO).toArray();
    },
    async undelivered(workspace, customers) {
      const filter = { workspace, customer: { $in: [...customers] }, p: UNDELIVERED } as const;
      const rows = events.find(filter, { readConcern: 'majority' }).sort({ receivedAt: 1, _id: 1 });
      return await rows.project<EventRow>(WITHOUT_CARGO).toArray();
    },
    applied: (rows) => appliedAmong(connection, rows),
    async settle(keys) {
      const change = { $unset: { p: 1, due: 1, sentAt: 1, tries: 1, refusals: 1 } } as const;
      await events.updateMany({ _id: { $in: [...keys] } }, change, { writeConcern: { w: 1 } });
    },
    async postpone(keys, due, because) {
      if (keys.length === 0) return;
      const change = { $set: { due }, $inc: { tries: 1, ...(because === 'refused' ? { refusals: 1 } : {}) } };
      await events.updateMany({ _id: { $in: [...keys] }, ...OPEN }, change, { writeConcern: { w: 1 } });
    },
    async release(workspace, to) {
      const due = { workspace, ahead: 1, 'event.at': { $lte: to } } as const;
      const change = { $set: { p: UNDELIVERED, due: 0 }, $unset: { ahead: 1 } } as const;
      await events.updateMany(due, change, { writeConcern: MAJORITY });
    },
    async pendingOf(workspace) {
      const rows = events.find({ workspace, ...OPEN, receivedAt: { $gte: 0 } }, { readConcern: 'majority' });
      return await rows.sort({ receivedAt: 1 }).project<EventRow>(WITHOUT_CARGO).toArray();
    },
    async nextAhead(workspace) {
      const first = await events.find({ workspace, ahead: 1 }).sort({ 'event.at': 1 }).limit(1).next();
      return first?.event.at ?? null;
    },
  };
}

/** Whatever the workspace: without a word on it no index of open rows, which all begin with it, would serve. */
export const OF_ANY: object = { workspace: { $gt: '' } };
/** Not known to be applied. */
const OPEN = { p: { $exists: true } };
/** Nobody who delivers needs what an event carries: thousands of large ones may wait. */
export const WITHOUT_CARGO = { data: 0, items: 0, 'event.facts': 0 } as const;

async function insertAll(
  events: mongo.Collection<EventRow>,
  rows: readonly EventRow[],
  erased: ReadonlySet<EventRow>,
): Promise<readonly Inserted[]> {
  const taken = rows.filter((row) => !erased.has(row));
  const refused = taken.length === 0 ? new Set<EventKey>() : await insertUnordered(events, taken);
  const known = await readSettled(events, [...refused]);
  return rows.map((row) => {
    if (erased.has(row)) return { key: row._id, verdict: 'erased', hash: null, pending: null };
    return verdictOn(row, refused, known);
  });
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
  const isPending = verdict === 'duplicate' && stored.p === UNDELIVERED;
  return { key, verdict, hash: stored.hash, pending: isPending ? stored : null };
}
