import type { ItemId } from '../domain/ids.schema.ts';
import type { Basket } from '../domain/recommend/basket.ts';
import { LEAST_TOGETHER, neighboursOf, type Neighbour } from '../domain/recommend/neighbours.ts';
import { PairCounts } from '../domain/recommend/pair-counts.ts';
import { PopularityCounts, POPULAR_WITHIN } from '../domain/recommend/popular.ts';
import type { Shelf } from '../domain/recommend/recommendation.ts';
import { rhythmOf, type ItemBuy } from '../domain/recommend/rhythm.ts';
import type { Instant } from '../domain/time.ts';

const OFFER = { price: null, category: null };

/** All that is known of items, from whole baskets at once. */
export function shelfOf(baskets: readonly Basket[], now: Instant): Shelf {
  const counts = new PairCounts();
  const buys = new Map<ItemId, ItemBuy[]>();
  const popular = new PopularityCounts();
  for (const basket of baskets) {
    counts.add(basket);
    if (basket.at > now - POPULAR_WITHIN) popular.add(basket.items, null);
    for (const item of basket.items) {
      const known = buys.get(item) ?? [];
      known.push(basket);
      buys.set(item, known);
    }
  }
  const neighbours = new Map<ItemId, readonly Neighbour[]>();
  const counted = { baskets: counts.baskets, items: counts.counts() };
  for (const item of counted.items.keys()) {
    neighbours.set(item, neighboursOf(item, counts.together(item, LEAST_TOGETHER), counted));
  }
  const rhythms = new Map([...buys].map(([item, of]) => [item, rhythmOf(of)] as const));
  return {
    neighbours: (item) => neighbours.get(item) ?? [],
    rhythm: (item) => rhythms.get(item) ?? null,
    baskets: (item) => counted.items.get(item) ?? 0,
    popular: popular.result(),
    offer: () => OFFER,
  };
}
