import type { ItemId } from '../ids.schema.ts';
import { candidatesFor } from './candidates.ts';
import type { Recommendation, Shelf, Shopper } from './recommendation.ts';

/** Fewer baskets than these are too few to sell two items as one. */
const LEAST_BASKETS = 20;

/**
 * Two items that are bought together and that somebody has neither of: the first goes with what they have, or is bought
 * most lately; the second is its surest neighbour. Each item is in one bundle. Only for those who are sold up to.
 */
export function bundlesFor(shopper: Shopper, shelf: Shelf, limit: number): readonly Recommendation[] {
  if (shopper.tone !== 'upsell') return [];
  const taken = new Set([...shopper.history.owned.map(({ item }) => item), ...shopper.history.returned]);
  const found: Recommendation[] = [];
  for (const item of firstsFor(shopper, shelf)) {
    if (found.length >= limit) break;
    const second = isSound(item) ? shelf.neighbours(item).find((one) => isSound(one.item)) : undefined;
    if (second === undefined) continue;
    taken.add(item).add(second.item);
    found.push({ item, reason: { is: 'bundle', with: second.item, together: second.together } });
  }
  return found;

  function isSound(item: ItemId): boolean {
    return !taken.has(item) && shelf.baskets(item) >= LEAST_BASKETS && shelf.offer(item) !== null;
  }
}

function firstsFor(shopper: Shopper, shelf: Shelf): readonly ItemId[] {
  const fitting = candidatesFor(shopper, shelf).map(({ item }) => item);
  return [...fitting, ...shelf.popular.all.map(({ item }) => item)];
}
