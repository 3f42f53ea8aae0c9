import type { Connection, mongo } from 'mongoose';
import type { SubscriptionId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { isDuplicateKey } from '../schema.ts';
import {
  subscriptionCollection,
  subscriptionKey,
  type Batch,
  type DeliveryAttempt,
  type PausedBecause,
  type Replay,
  type SealedSecret,
  type SubscriptionRow,
} from './subscription-rows.ts';

/** Who is told of changes by calls, and how far. What is under way is written only where it is what its writer knows. */
export interface SubscriptionStore {
  list(workspace: WorkspaceId): Promise<readonly SubscriptionRow[]>;
  find(workspace: WorkspaceId, id: SubscriptionId): Promise<SubscriptionRow | null>;
  /** @returns `taken` where there is one of this id, `full` where there are as many as may be */
  insert(row: SubscriptionRow): Promise<'made' | 'taken' | 'full'>;
  /** A call that is under way is made anew, of what is wanted now. @returns false where there is none */
  change(row: SubscriptionRow, wanted: Pick<SubscriptionRow, 'url' | 'kinds'>): Promise<boolean>;
  remove(workspace: WorkspaceId, id: SubscriptionId): Promise<boolean>;
  /** From now on this one signs; the one before does so beside it until then. */
  rotate(row: SubscriptionRow, secret: SealedSecret, until: Instant): Promise<void>;
  /** Nothing where it is paused already: the first reason stays. */
  pause(row: SubscriptionRow, because: PausedBecause, at: Instant): Promise<void>;
  /** Goes on behind `after`, with a fresh schedule. */
  resume(row: SubscriptionRow, from: Pick<SubscriptionRow, 'epoch' | 'after'>): Promise<void>;
  /** @returns false where another replay is under way */
  replay(row: SubscriptionRow, replay: Replay): Promise<boolean>;
  /** Notes which call is the next one. @returns false where it is paused, gone, or another one is under way */
  begin(row: SubscriptionRow, batch: Batch): Promise<boolean>;
  /** There was nothing of what is wanted up to `to`. */
  pass(row: SubscriptionRow, batch: Pick<Batch, 'to' | 'replay'>): Promise<void>;
  /** The call was taken. */
  delivered(row: SubscriptionRow, batch: Batch, attempt: DeliveryAttempt): Promise<void>;
  /** The call failed; it is made again at `due`, or the subscription is paused. */
  failed(
    row: SubscriptionRow,
    batch: Batch,
    attempt: DeliveryAttempt,
    then: { readonly due: Instant } | { readonly pause: PausedBecause },
  ): Promise<void>;
  /** How many there are that were paused by what happened, by workspace. */
  alerts(): Promise<ReadonlyMap<WorkspaceId, number>>;
}

const MOST = 20;
const MOST_ATTEMPTS = 50;

type Rows = mongo.Collection<SubscriptionRow>;

export function mongoSubscriptionStore(connection: Connection): SubscriptionStore {
  const rows = subscriptionCollection(connection);
  return { ...kept(rows), ...steered(rows), ...ofDeliveries(rows) };
}

const DURABLE = { writeConcern: MAJORITY } as const;

function kept(rows: Rows): Pick<SubscriptionStore, 'list' | 'find' | 'insert' | 'change' | 'remove' | 'alerts'> {
  const theirs = (workspace: WorkspaceId) => ({ _id: { $gte: `${workspace}:`, $lt: `${workspace};` } });
  return {
    list: async (workspace) => await rows.find(theirs(workspace)).sort({ _id: 1 }).limit(MOST).toArray(),
    find: async (workspace, id) => await rows.findOne({ _id: subscriptionKey(workspace, id) }),
    async insert(row) {
      if ((await rows.countDocuments(theirs(row.workspace), { limit: MOST })) >= MOST) return 'full';
      try {
        await rows.insertOne(row, DURABLE);
        return 'made';
      } catch (error) {
        if (isDuplicateKey(error)) return 'taken';
        throw error;
      }
    },
    async change({ _id }, { url, kinds }) {
      const change = { $set: { url, kinds }, $unset: { batch: 1 } } as const;
      return (await rows.updateOne({ _id }, change, DURABLE)).matchedCount > 0;
    },
    async remove(workspace, id) {
      return (await rows.deleteOne({ _id: subscriptionKey(workspace, id) }, DURABLE)).deletedCount > 0;
    },
    async alerts() {
      const those = { $match: { 'paused.because': { $exists: true, $ne: 'asked' } } };
      const groups = rows.aggregate<{ readonly _id: WorkspaceId; readonly count: number }>([
        those,
        { $group: { _id: '$workspace', count: { $sum: 1 } } },
      ]);
      return new Map((await groups.toArray()).map(({ _id, count }) => [_id, count]));
    },
  };
}

/** What somebody asks of one. */
function steered(rows: Rows): Pick<SubscriptionStore, 'rotate' | 'pause' | 'resume' | 'replay'> {
  return {
    async rotate({ _id }, secret, until) {
      // One update reads and writes, so that two who rotate at once lose neither of theirs.
      const previous = { $mergeObjects: ['$secret', { until }] };
      await rows.updateOne({ _id }, [{ $set: { previous, secret: { $literal: secret } } }], DURABLE);
    },
    async pause({ _id }, because, at) {
      await rows.updateOne({ _id, paused: { $exists: false } }, { $set: { paused: { because, at } } }, DURABLE);
    },
    async resume({ _id }, { epoch, after }) {
      const change = { $set: { epoch, after }, $unset: { paused: 1, batch: 1 } } as const;
      await rows.updateOne({ _id }, change, DURABLE);
    },
    async replay({ _id }, replay) {
      const change = { $set: { replay } };
      return (await rows.updateOne({ _id, replay: { $exists: false } }, change, DURABLE)).matchedCount > 0;
    },
  };
}

function ofDeliveries(rows: Rows): Pick<SubscriptionStore, 'begin' | 'pass' | 'delivered' | 'failed'> {
  const $push = (attempt: DeliveryAttempt) => ({ attempts: { $each: [attempt], $slice: -MOST_ATTEMPTS } });
  return {
    async begin({ _id, url, epoch, after, replay }, batch) {
      // As it was read: whoever has changed it meanwhile wants another call.
      const same = { _id, url, epoch, after, 'replay.id': replay?.id ?? { $exists: false } };
      const free = { ...same, paused: { $exists: false }, batch: { $exists: false } };
      return (await rows.updateOne(free, { $set: { batch } }, DURABLE)).matchedCount > 0;
    },
    async pass(row, { to, replay }) {
      const { _id, epoch, after } = row;
      const free = { _id, epoch, after, batch: { $exists: false } };
      await rows.updateOne(free, passing(row, to, replay), DURABLE);
    },
    async delivered(row, { id, to, replay }, attempt) {
      const { $set = {}, $unset = {} } = passing(row, to, replay);
      const change = {
        $set: { ...$set, deliveredAt: attempt.at },
        $unset: { ...$unset, batch: 1 as const },
        $push: $push(attempt),
      };
      await rows.updateOne({ _id: row._id, 'batch.id': id }, change, DURABLE);
    },
    async failed({ _id }, { id, failed }, attempt, then) {
      const next =
        'due' in then
          ? { 'batch.due': then.due, 'batch.failed': failed + 1 }
          : { paused: { because: then.pause, at: attempt.at } };
      await rows.updateOne({ _id, 'batch.id': id }, { $set: next, $push: $push(attempt) }, DURABLE);
    },
  };
}

/** How far it is, after everything up to `to`. */
function passing({ replay }: SubscriptionRow, to: number, isReplay: boolean) {
  if (!isReplay) return { $set: { after: to } };
  return replay === undefined || to >= replay.to
    ? { $unset: { replay: 1 as const } }
    : { $set: { 'replay.after': to } };
}
