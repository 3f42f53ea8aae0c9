import type { Connection } from 'mongoose';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { EventKey, OrderKey } from '../../domain/keys.ts';
import { eventCollection } from './events.ts';

/** What the store has of some orders, applied or not. */
export interface StoredOrders {
  readonly purchases: ReadonlyMap<OrderKey, { readonly customer: CustomerId; readonly amount: number }>;
  readonly refunds: readonly StoredRefund[];
}

export interface StoredRefund {
  readonly key: EventKey;
  readonly order: OrderKey;
  readonly customer: CustomerId;
  /** Minor units. */
  readonly amount: number;
}

/** Reads orders, and every refund that names them. */
export type ReadOrders = (orders: readonly OrderKey[]) => Promise<StoredOrders>;

export function mongoReadOrders(connection: Connection): ReadOrders {
  const events = eventCollection(connection);
  const read = { projection: { event: 1 }, batchSize: 1_000 } as const;
  return async (orders) => {
    const [bought, back] = await Promise.all([
      events.find({ _id: { $in: [...orders] }, 'event.kind': 'purchase' }, read).toArray(),
      events.find({ order: { $in: [...orders] } }, read).toArray(),
    ]);
    return {
      purchases: new Map(
        bought.flatMap(({ event }) => (event.kind === 'purchase' ? [[event.key, event] as const] : [])),
      ),
      refunds: back.flatMap(({ event }) => (event.kind === 'refund' ? [event] : [])),
    };
  };
}
