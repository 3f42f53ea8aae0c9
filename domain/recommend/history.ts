import type { ItemId } from '../ids.schema.ts';
import type { Instant } from '../time.ts';
import type { Basket } from './basket.ts';

/** What a customer has of one item. */
export interface Owned {
  readonly item: ItemId;
  /** In so many baskets. */
  readonly times: number;
  readonly lastAt: Instant;
}

/** What somebody bought, and what of it went back. */
export interface History {
  /** The last bought first. */
  readonly owned: readonly Owned[];
  /** Items of orders that were refunded in full, and of no other order. */
  readonly returned: ReadonlySet<ItemId>;
}

/** A basket as it is kept: also after its order was refunded in full. */
export interface KeptBasket extends Basket {
  readonly back?: true;
}

/** @param baskets in any order */
export function historyOf(baskets: readonly KeptBasket[]): History {
  const owned = new Map<ItemId, Owned>();
  for (const { items, at, back } of baskets) {
    if (back === true) continue;
    for (const item of items) {
      const known = owned.get(item);
      owned.set(item, { item, times: (known?.times ?? 0) + 1, lastAt: Math.max(known?.lastAt ?? at, at) });
    }
  }
  const returned = baskets.filter(({ back }) => back === true).flatMap(({ items }) => items);
  return {
    owned: [...owned.values()].toSorted(byTime),
    returned: new Set(returned.filter((item) => !owned.has(item))),
  };
}

function byTime(a: Owned, b: Owned): number {
  return b.lastAt - a.lastAt || (a.item < b.item ? -1 : 1);
}
