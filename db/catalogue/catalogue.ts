import type { Connection, mongo } from 'mongoose';
import type { ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CatalogueItem } from '../../domain/recommend/catalogue.schema.ts';
import { newsOf, type ItemNews } from '../../domain/recommend/item-news.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import type { Page } from '../page.ts';
import { collectionOf } from '../schema.ts';

/** How far whoever waited for an item has been told of what is new of it. */
export interface Telling {
  readonly news: readonly ItemNews[];
  /** When it became so, in the workspace's time. */
  readonly at: Instant;
  /** Customers told so far. */
  readonly told: number;
  /** There were more, who are not told. */
  readonly isCut?: true;
}

export interface CatalogueRow {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly item: CatalogueItem;
  readonly changedAt: Instant;
  /** Of the last news; left out where there was none so far. */
  readonly telling?: Telling;
  /** Not everybody has been told yet. */
  readonly untold?: 1;
}

export interface CatalogueStore {
  /** Puts items in place of those of the same id. @returns how many were not there, and how many are not as they were */
  put(
    workspace: WorkspaceId,
    items: readonly CatalogueItem[],
    now: Instant,
  ): Promise<{ readonly added: number; readonly changed: number }>;
  find(workspace: WorkspaceId, items: readonly ItemId[]): Promise<readonly CatalogueRow[]>;
  list(workspace: WorkspaceId, filter: CatalogueFilter, page: Page<ItemId>): Promise<readonly CatalogueRow[]>;
  /** @returns whether it was there */
  remove(workspace: WorkspaceId, item: ItemId): Promise<boolean>;
  /** Whether there are any. */
  isKept(workspace: WorkspaceId): Promise<boolean>;
  /** Where somebody is to be told of something. */
  telling(): Promise<readonly WorkspaceId[]>;
  untold(workspace: WorkspaceId, limit: number): Promise<readonly CatalogueRow[]>;
  /** Nothing happens where there is other news by now. */
  noteTold(row: CatalogueRow, told: Pick<Telling, 'told' | 'isCut'>): Promise<void>;
}

export interface CatalogueFilter {
  readonly category?: string | undefined;
  readonly stock?: 'there' | 'sold-out' | undefined;
}

const keyOf = (workspace: WorkspaceId, item: string) => `${workspace}:${item}`;

export function mongoCatalogue(connection: Connection): CatalogueStore {
  const rows = collectionOf<CatalogueRow>(connection, 'catalogue', [
    { keys: { workspace: 1, 'item.id': 1 } },
    { keys: { workspace: 1, untold: 1 }, options: { partialFilterExpression: { untold: { $exists: true } } } },
  ]);
  const find = async (workspace: WorkspaceId, items: readonly string[]) =>
    await rows.find({ _id: { $in: items.map((item) => keyOf(workspace, item)) } }).toArray();
  return {
    async put(workspace, items, now) {
      const before = new Map(
        (
          await find(
            workspace,
            items.map(({ id }) => id),
          )
        ).map((row) => [row._id, row.item]),
      );
      const news = items.filter((item) => !isSameItem(before.get(keyOf(workspace, item.id)), item));
      const writes = news.map((item) => change(workspace, item, before.get(keyOf(workspace, item.id)), now));
      if (writes.length > 0) await rows.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
      const added = news.filter(({ id }) => !before.has(keyOf(workspace, id))).length;
      return { added, changed: news.length - added };
    },
    find,
    async list(workspace, { category, stock }, { limit, after }) {
      const filter: mongo.Filter<CatalogueRow> = {
        workspace,
        ...(after === undefined ? {} : { 'item.id': { $gt: after } }),
        ...(category === undefined ? {} : { 'item.category': category }),
        ...(stock === undefined ? {} : { 'item.stock': stock === 'there' ? { $ne: 0 } : 0 }),
      };
      return await rows.find(filter).sort({ 'item.id': 1 }).limit(limit).toArray();
    },
    async remove(workspace, item) {
      const { deletedCount } = await rows.deleteOne({ _id: keyOf(workspace, item) }, { writeConcern: MAJORITY });
      return deletedCount > 0;
    },
    async isKept(workspace) {
      return (await rows.findOne({ workspace }, { projection: { _id: 1 } })) !== null;
    },
    telling: () => rows.distinct('workspace', { workspace: { $gt: '' }, untold: 1 } as mongo.Filter<CatalogueRow>),
    untold: (workspace, limit) => rows.find({ workspace, untold: 1 }).limit(limit).toArray(),
    async noteTold({ _id, telling }, told) {
      if (telling === undefined) return;
      const update = { $set: { telling: { ...telling, ...told } }, $unset: { untold: 1 } } as const;
      await rows.updateOne({ _id, 'telling.at': telling.at }, update, { writeConcern: MAJORITY });
    },
  };
}

function change(workspace: WorkspaceId, item: CatalogueItem, before: CatalogueItem | undefined, now: Instant) {
  const news = newsOf(before, item);
  const telling = news.length === 0 ? {} : { telling: { news, at: now, told: 0 }, untold: 1 as const };
  const $set = { workspace, item, changedAt: now, ...telling };
  return { updateOne: { filter: { _id: keyOf(workspace, item.id) }, update: { $set }, upsert: true } };
}

export function isSameItem(before: CatalogueItem | undefined, after: CatalogueItem): boolean {
  const spelled = ({ id, name, price, stock, category, url, image }: CatalogueItem) =>
    JSON.stringify([id, name, price, stock, category, url, image]);
  return before !== undefined && spelled(before) === spelled(after);
}
