import type { Readable } from 'node:stream';
import { isSameItem, type CatalogueStore } from '../db/catalogue/catalogue.ts';
import type { ItemId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Problem } from '../domain/problem.ts';
import type { CatalogueItem } from '../domain/recommend/catalogue.schema.ts';
import type { Instant } from '../domain/time.ts';
import {
  catalogueColumns,
  catalogueRows,
  isRefused,
  itemIn,
  itemNamed,
  type CatalogueLine,
  type CatalogueRefusal,
  type CatalogueRules,
} from './catalogue-file.ts';
import { isFaults } from './mapping.ts';
import { openUpload } from './upload.ts';

/** Bytes: whoever sends it waits for the answer. */
const MOST_CATALOGUE_BYTES = 20 * 1_024 ** 2;
const BATCH = 500;
/** Whoever has more to mend than this has found out. */
const MOST_SHOWN = 100;

/** What a file of items brought, or would bring. */
export interface CatalogueTaken {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly added: number;
  readonly changed: number;
  readonly problems: readonly CatalogueRefusal[];
}

export interface CatalogueDrop extends CatalogueRules {
  readonly workspace: WorkspaceId;
  /** In the workspace's time. */
  readonly now: Instant;
  /** Nothing is stored. */
  readonly dry: boolean;
}

/**
 * Takes a file of items as it arrives. A row that is not right costs no other; of two rows of one item the later one
 * counts. Where the file breaks off, what came before it is stored, and sending it again changes nothing of that.
 * @throws UnreadableFile, UploadTooLarge
 */
export async function takeCatalogue(
  store: Pick<CatalogueStore, 'find' | 'put'>,
  drop: CatalogueDrop,
  body: Readable,
): Promise<CatalogueTaken | readonly Problem[]> {
  const upload = await openUpload(body, MOST_CATALOGUE_BYTES);
  const columns = catalogueColumns(upload.head, drop.mapping);
  if (isFaults(columns)) {
    await upload.discard();
    return columns;
  }
  const tally = { rows: 0, rejected: 0, added: 0, changed: 0 };
  const problems: CatalogueRefusal[] = [];
  for await (const rows of catalogueRows(upload.chunks, columns)) {
    for (let from = 0; from < rows.length; from += BATCH) {
      const some = rows.slice(from, from + BATCH);
      const { refused, added, changed } = await takeBatch(store, drop, some);
      tally.rows += some.length;
      tally.rejected += refused.length;
      tally.added += added;
      tally.changed += changed;
      problems.push(...refused.slice(0, MOST_SHOWN - problems.length));
    }
  }
  return { ...tally, accepted: tally.rows - tally.rejected, problems };
}

async function takeBatch(
  store: Pick<CatalogueStore, 'find' | 'put'>,
  drop: CatalogueDrop,
  rows: readonly (CatalogueLine | CatalogueRefusal)[],
) {
  const named = rows.map((row) => (isRefused(row) ? row : withId(row)));
  const ids = new Set(named.flatMap((row) => (isRefused(row) ? [] : row.id)));
  const before = new Map((await store.find(drop.workspace, [...ids])).map(({ item }) => [item.id, item]));
  const after = new Map<ItemId, CatalogueItem>();
  const refused: CatalogueRefusal[] = [];
  for (const row of named) {
    const item = isRefused(row) ? row : itemIn(row.row, after.get(row.id) ?? before.get(row.id), drop);
    if (isRefused(item)) refused.push(item);
    else after.set(item.id, item);
  }
  if (!drop.dry && after.size > 0)
    return { refused, ...(await store.put(drop.workspace, [...after.values()], drop.now)) };
  const others = [...after.values()].filter((item) => !isSameItem(before.get(item.id), item));
  const added = others.filter(({ id }) => !before.has(id)).length;
  return { refused, added, changed: others.length - added };
}

function withId(row: CatalogueLine): { readonly id: ItemId; readonly row: CatalogueLine } | CatalogueRefusal {
  const id = itemNamed(row);
  return typeof id === 'string' ? { id, row } : id;
}
