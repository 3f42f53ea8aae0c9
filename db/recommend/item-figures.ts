import type { ClientSession, Connection, mongo } from 'mongoose';
import type { ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Neighbour } from '../../domain/recommend/neighbours.ts';
import { NOT_POPULAR, type Popularity } from '../../domain/recommend/popular.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** What baskets say of one item. */
export interface ItemFigures {
  readonly item: ItemId;
  /** How many hold it. */
  readonly baskets: number;
  /** After how many days it is bought again; `null`: nobody knows. */
  readonly everyDays: number | null;
  readonly neighbours: readonly Neighbour[];
}

interface ItemRow extends ItemFigures {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** Wall clock. */
  readonly builtAt: Instant;
}

/** What baskets say of all items of a workspace together. */
export interface BuiltRow {
  readonly _id: WorkspaceId;
  readonly popularity: Popularity;
  /** When what is popular was counted last, in the workspace's time. */
  readonly popularAt: Instant;
  /** How many baskets there were when all items were built together. */
  readonly wholeAt: number;
}

export interface ItemFigureStore {
  find(workspace: WorkspaceId, items: readonly ItemId[]): Promise<readonly ItemFigures[]>;
  /** In how many baskets each of these lies. */
  counts(workspace: WorkspaceId, items: readonly ItemId[]): Promise<ReadonlyMap<ItemId, number>>;
  /** How many items there are. */
  count(workspace: WorkspaceId): Promise<number>;
  /** Every item, in order, in pages. */
  names(workspace: WorkspaceId, limit: number, after?: ItemId): Promise<readonly ItemId[]>;
  /** Only how many baskets hold them; one that none holds is forgotten. */
  putCounts(workspace: WorkspaceId, counts: ReadonlyMap<ItemId, number>): Promise<void>;
  put(workspace: WorkspaceId, figures: readonly ItemFigures[], builtAt: Instant): Promise<void>;
  built(workspace: WorkspaceId): Promise<BuiltRow | null>;
  putBuilt(row: BuiltRow): Promise<void>;
  /** Baskets are gone that were counted: the next build of any item builds all of them. */
  noteStale(workspace: WorkspaceId, session: ClientSession): Promise<void>;
  popularity(workspace: WorkspaceId): Promise<Popularity>;
}

const itemKey = (workspace: WorkspaceId, item: ItemId) => `${workspace}:${item}`;
function countWrite(workspace: WorkspaceId, item: ItemId, baskets: number): mongo.AnyBulkWriteOperation<ItemRow> {
  const filter = { _id: itemKey(workspace, item) };
  if (baskets === 0) return { deleteOne: { filter } };
  const $setOnInsert = { everyDays: null, neighbours: [], builtAt: 0 };
  return { updateOne: { filter, update: { $set: { workspace, item, baskets }, $setOnInsert }, upsert: true } };
}

const UNORDERED = { ordered: false, writeConcern: MAJORITY } as const;

export function mongoItemFigures(connection: Connection): ItemFigureStore {
  const items = collectionOf<ItemRow>(connection, 'item_neighbours', [{ keys: { workspace: 1, item: 1 } }]);
  const idsOf = (workspace: WorkspaceId, of: readonly ItemId[]): mongo.Filter<ItemRow> => ({
    _id: { $in: of.map((item) => itemKey(workspace, item)) },
  });
  return {
    async find(workspace, of) {
      return await items
        .find(idsOf(workspace, of))
        .project<ItemFigures>({ _id: 0, workspace: 0, builtAt: 0 })
        .toArray();
    },
    async counts(workspace, of) {
      const rows = items.find(idsOf(workspace, of)).project<Pick<ItemRow, 'item' | 'baskets'>>({ item: 1, baskets: 1 });
      return new Map((await rows.toArray()).map(({ item, baskets }) => [item, baskets]));
    },
    count: (workspace) => items.countDocuments({ workspace }),
    async names(workspace, limit, after) {
      const behind = after === undefined ? {} : { item: { $gt: after } };
      const rows = items
        .find({ workspace, ...behind })
        .sort({ item: 1 })
        .limit(limit);
      return (await rows.project<Pick<ItemRow, 'item'>>({ item: 1 }).toArray()).map(({ item }) => item);
    },
    async putCounts(workspace, counts) {
      if (counts.size === 0) return;
      await items.bulkWrite(
        [...counts].map(([item, baskets]) => countWrite(workspace, item, baskets)),
        UNORDERED,
      );
    },
    async put(workspace, figures, builtAt) {
      if (figures.length === 0) return;
      const writes = figures.map((one) => {
        const _id = itemKey(workspace, one.item);
        return { replaceOne: { filter: { _id }, replacement: { _id, workspace, ...one, builtAt }, upsert: true } };
      });
      await items.bulkWrite(writes, UNORDERED);
    },
    ...ofAllItems(collectionOf<BuiltRow>(connection, 'popular_items')),
  };
}

function ofAllItems(
  built: mongo.Collection<BuiltRow>,
): Pick<ItemFigureStore, 'built' | 'putBuilt' | 'noteStale' | 'popularity'> {
  return {
    built: (workspace) => built.findOne({ _id: workspace }),
    async putBuilt({ _id, ...row }) {
      await built.replaceOne({ _id }, row, { upsert: true, writeConcern: MAJORITY });
    },
    async noteStale(workspace, session) {
      await built.updateOne({ _id: workspace }, { $set: { wholeAt: 0 } }, { session });
    },
    async popularity(workspace) {
      return (await built.findOne({ _id: workspace }))?.popularity ?? NOT_POPULAR;
    },
  };
}
