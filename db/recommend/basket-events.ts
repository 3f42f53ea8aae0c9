import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { EventKey, OrderKey } from '../../domain/keys.ts';
import { itemsIn, itemsLeft } from '../../domain/recommend/basket.ts';
import { MAJORITY } from '../connection.ts';
import { eventCollection, OF_ANY, type EventRow } from '../events/events.ts';
import { jobCollection } from '../jobs/store.ts';
import type { BasketRow } from './baskets.ts';

/** Purchases and refunds that baskets do not know of yet. */
export interface BasketEvents {
  /** Where there are any. */
  workspaces(): Promise<readonly WorkspaceId[]>;
  /** Some of them, and the baskets that they change, as these are now; none while history is being imported. */
  next(workspace: WorkspaceId): Promise<{
    readonly baskets: readonly BasketRow[];
    readonly events: readonly EventKey[];
    /** Orders that refunds of these events name. */
    readonly refunded: readonly OrderKey[];
  }>;
  /** Baskets know of them. */
  settle(events: readonly EventKey[]): Promise<void>;
}

const PAGE = 500;
type Told = Pick<EventRow, '_id' | 'event' | 'items'>;
const NOTHING = { baskets: [], events: [], refunded: [] };
const TOLD = { event: 1, items: 1 } as const;

export function mongoBasketEvents(connection: Connection): BasketEvents {
  const events = eventCollection(connection);
  const jobs = jobCollection(connection);

  /** An order is worth nothing any more where what was refunded of it by its customer comes to its amount. */
  async function basketsOf(workspace: WorkspaceId, keys: readonly OrderKey[]): Promise<readonly BasketRow[]> {
    const [orders, refunds] = await Promise.all([
      events
        .find({ _id: { $in: [...keys] }, items: { $exists: true } })
        .project<Told>(TOLD)
        .toArray(),
      events
        .find({ order: { $in: [...keys] } })
        .project<Told>(TOLD)
        .toArray(),
    ]);
    return orders.flatMap(({ _id, event, items = [] }): BasketRow[] => {
      if (event.kind !== 'purchase') return [];
      const { customer, at } = event;
      const own = refunds.flatMap(({ event: back, items: backItems = [] }) =>
        back.kind === 'refund' && back.order === _id && back.customer === customer ? [{ back, backItems }] : [],
      );
      const left = itemsLeft(
        items,
        own.flatMap(({ backItems }) => backItems),
      );
      const isBack = own.length > 0 && own.reduce((sum, { back }) => sum + back.amount, 0) >= event.amount;
      const kept = itemsIn(left.length === 0 ? items : left);
      return [{ _id, workspace, customer, at, items: kept, ...(isBack || left.length === 0 ? { back: 1 } : {}) }];
    });
  }

  return {
    async workspaces() {
      return await events.distinct('workspace', { ...OF_ANY, basket: 1 });
    },
    async next(workspace) {
      // What an import brings may be taken back, and its returns find their orders only in the end.
      if ((await jobs.findOne({ workspace, kind: 'import', active: 1 })) !== null) return NOTHING;
      const open = { workspace, basket: 1, ahead: { $exists: false } } as const;
      const rows = await events.find(open, { readConcern: 'majority' }).limit(PAGE).project<Told>(TOLD).toArray();
      const keys = rows.map(({ _id, event }) => (event.kind === 'refund' ? event.order : _id));
      const refunded = rows.flatMap(({ event }) => (event.kind === 'refund' ? [event.order] : []));
      const baskets = await basketsOf(workspace, [...new Set(keys)]);
      return { baskets, events: rows.map(({ _id }) => _id), refunded };
    },
    async settle(keys) {
      await events.updateMany({ _id: { $in: [...keys] } }, { $unset: { basket: 1 } }, { writeConcern: MAJORITY });
    },
  };
}
