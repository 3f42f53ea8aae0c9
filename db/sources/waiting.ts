import type { Connection, mongo } from 'mongoose';
import type { CustomerId, SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { OrderKey } from '../../domain/keys.ts';
import type { SaidEvent } from '../../domain/sources/translated.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { eventCollection } from '../events/events.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** An event whose customer nobody knows yet. */
export interface WaitingRow {
  /** `workspace:source:event` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly source: SourceId;
  /** Who has to become known: a keyed hash of an anonymous id, or an order. */
  readonly for: string;
  readonly said: SaidEvent;
  /** Until then, by the wall clock; after that it is gone. */
  readonly until: Date;
}

export interface WaitingStore {
  /** A repeat of one changes nothing. */
  add(rows: readonly Omit<WaitingRow, 'until'>[], now: Instant): Promise<void>;
  /** Those that wait for any of these. */
  of(workspace: WorkspaceId, whom: readonly string[]): Promise<readonly WaitingRow[]>;
  remove(ids: readonly string[]): Promise<void>;
  /** Who bought these orders; those that nobody has told of are left out. */
  buyers(orders: readonly OrderKey[]): Promise<ReadonlyMap<OrderKey, CustomerId>>;
}

/** Who says nothing of themselves for so long is somebody else, as far as anybody can tell. */
const WAITS = 30 * DAY;
const AT_ONCE = 1_000;

export function mongoWaitingStore(connection: Connection): WaitingStore {
  const rows: mongo.Collection<WaitingRow> = collectionOf<WaitingRow>(connection, 'source_waiting', [
    { keys: { workspace: 1, for: 1 } },
    { keys: { until: 1 }, options: { expireAfterSeconds: 0 } },
  ]);
  const events = eventCollection(connection);
  return {
    async add(added, now) {
      if (added.length === 0) return;
      const until = new Date(now + WAITS);
      try {
        const made = added.map((row) => ({ ...row, until }));
        await rows.insertMany(made, { ordered: false, writeConcern: MAJORITY });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async of(workspace, whom) {
      if (whom.length === 0) return [];
      const found = rows.find({ workspace, for: { $in: [...whom] } }, { readConcern: 'majority' });
      return await found.sort({ _id: 1 }).limit(AT_ONCE).toArray();
    },
    async remove(ids) {
      await rows.deleteMany({ _id: { $in: [...ids] } }, { writeConcern: MAJORITY });
    },
    async buyers(orders) {
      if (orders.length === 0) return new Map();
      const found = events.find({ _id: { $in: [...orders] } }, { readConcern: 'majority' });
      const bought = await found.project<{ _id: OrderKey; customer: CustomerId }>({ customer: 1 }).toArray();
      return new Map(bought.map(({ _id, customer }) => [_id, customer]));
    },
  };
}
