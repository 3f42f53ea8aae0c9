import type { Connection, mongo } from 'mongoose';
import type { CustomerId, ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { OrderKey } from '../../domain/keys.ts';
import type { KeptBasket } from '../../domain/recommend/history.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { collectionOf } from '../schema.ts';

/** What was bought together: a read model of purchases that said their items. */
export interface BasketRow {
  readonly _id: OrderKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly items: readonly ItemId[];
  /** Its order was refunded in full. */
  readonly back?: 1;
  /** What is known of its items does not know of it yet. */
  readonly fresh?: 1;
}

/** What counting needs of a basket. */
export type CountedBasket = Pick<BasketRow, 'customer' | 'at' | 'items'>;

export interface BasketStore {
  /** Keeps them as they are now, for the next build to count. Repeatable. */
  put(rows: readonly Omit<BasketRow, 'fresh'>[]): Promise<void>;
  /** Some of those that no build has counted as they are. */
  fresh(workspace: WorkspaceId, limit: number): Promise<readonly Pick<BasketRow, '_id' | 'items'>[]>;
  /** A build has counted them. */
  settle(keys: readonly OrderKey[]): Promise<void>;
  /** How many there are that were not refunded. */
  count(workspace: WorkspaceId): Promise<number>;
  /** Those that were not refunded and hold one of these items; `all`: whichever they hold. */
  holding(workspace: WorkspaceId, items: readonly ItemId[] | 'all'): AsyncIterable<CountedBasket>;
  /** Those that were not refunded, bought after an instant. */
  since(workspace: WorkspaceId, after: Instant): AsyncIterable<CountedBasket>;
  /** A customer's last ones. */
  ofCustomer(workspace: WorkspaceId, customer: CustomerId): Promise<readonly KeptBasket[]>;
}

/** Of somebody who bought more often, older orders say little. */
const MOST_OF_CUSTOMER = 300;
const COUNTED = { _id: 0, customer: 1, at: 1, items: 1 } as const;

export function basketCollection(connection: Connection): mongo.Collection<BasketRow> {
  return collectionOf<BasketRow>(connection, 'baskets', [
    { keys: { workspace: 1, customer: 1, at: -1 } },
    { keys: { workspace: 1, items: 1 } },
    { keys: { workspace: 1, at: 1 } },
    { keys: { workspace: 1, fresh: 1 }, options: { partialFilterExpression: { fresh: { $exists: true } } } },
  ]);
}

export function mongoBasketStore(connection: Connection): BasketStore {
  const baskets = basketCollection(connection);
  const read = (filter: mongo.Filter<BasketRow>) =>
    baskets
      .find({ ...filter, back: { $exists: false } })
      .batchSize(ROWS_AT_ONCE)
      .project<CountedBasket>(COUNTED);
  return {
    async put(rows) {
      if (rows.length === 0) return;
      const writes = rows.map((row) => ({
        replaceOne: { filter: { _id: row._id }, replacement: { ...row, fresh: 1 as const }, upsert: true },
      }));
      await baskets.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
    },
    async fresh(workspace, limit) {
      const rows = baskets.find({ workspace, fresh: 1 }).limit(limit);
      return await rows.project<Pick<BasketRow, '_id' | 'items'>>({ items: 1 }).toArray();
    },
    async settle(keys) {
      await baskets.updateMany({ _id: { $in: [...keys] } }, { $unset: { fresh: 1 } }, { writeConcern: MAJORITY });
    },
    async count(workspace) {
      return await baskets.countDocuments({ workspace, back: { $exists: false } });
    },
    holding: (workspace, items) => read(items === 'all' ? { workspace } : { workspace, items: { $in: [...items] } }),
    since: (workspace, after) => read({ workspace, at: { $gt: after } }),
    async ofCustomer(workspace, customer) {
      const rows = baskets.find({ workspace, customer }).sort({ at: -1 }).limit(MOST_OF_CUSTOMER);
      return (await rows.toArray()).map(({ _id, back, ...row }) => {
        const basket = { key: _id, customer: row.customer, at: row.at, items: row.items };
        return back === undefined ? basket : { ...basket, back: true as const };
      });
    },
  };
}
