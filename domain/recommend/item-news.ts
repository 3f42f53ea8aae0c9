import type { CatalogueItem } from './catalogue.schema.ts';

/** What a change of an item is worth telling of. */
export type ItemNews =
  | { readonly is: 'back-in-stock' }
  /** Minor units. */
  | { readonly is: 'price-dropped'; readonly was: number };

/** The types of the events that tell of it. */
export const ITEM_EVENTS = {
  'back-in-stock': 'item.back-in-stock',
  'price-dropped': 'item.price-dropped',
} as const satisfies Readonly<Record<ItemNews['is'], string>>;

/** A smaller drop is no news. */
const LEAST_DROP = 0.05;

/** What is new to whoever waits for an item; nothing of one that nobody can buy, or that was not there before. */
export function newsOf(before: CatalogueItem | undefined, after: CatalogueItem): readonly ItemNews[] {
  if (before === undefined || after.stock === 0) return [];
  return [
    ...(before.stock === 0 ? [{ is: 'back-in-stock' } as const] : []),
    ...(isCheaper(before.price, after.price) ? [{ is: 'price-dropped', was: before.price } as const] : []),
  ];

  function isCheaper(was: number | undefined, is: number | undefined): was is number {
    return was !== undefined && is !== undefined && was > 0 && is <= was * (1 - LEAST_DROP);
  }
}
