import type { ItemId } from '../ids.schema.ts';
import type { SegmentId } from '../scoring/segment.ts';
import { byScore, candidatesFor, type Candidate } from './candidates.ts';
import type { History } from './history.ts';
import type { Popular } from './popular.ts';
import type { Recommendation, Shelf, Shopper } from './recommendation.ts';

/** How much more a dearer item of a category they buy from counts for those who are sold up to. */
const UPSELL = 1.5;

/** Items that somebody does not have: what goes with theirs, then what their segment buys, then what everybody buys. */
export function crossSell(shopper: Shopper, shelf: Shelf, limit: number): readonly Recommendation[] {
  const means = meansOf(shopper.history, shelf);
  const toned = inTone(candidatesFor(shopper, shelf), shopper, shelf, means);
  const found: Recommendation[] = toned.slice(0, limit).map(({ item, because }) => ({ item, reason: because }));
  const taken = new Set([...found.map(({ item }) => item), ...shopper.history.owned.map(({ item }) => item)]);
  for (const { item, reason } of popularFor(shopper, shelf)) {
    if (found.length >= limit) break;
    if (taken.has(item) || shopper.history.returned.has(item) || !isOffered(item, shopper, shelf, means)) continue;
    taken.add(item);
    found.push({ item, reason });
  }
  return found;
}

/** What somebody has paid for an item so far. */
interface Means {
  /** The dearest of what they have; `null`: no price is known. */
  readonly dearest: number | null;
  /** The dearest by category. */
  readonly categories: ReadonlyMap<string, number>;
}

function meansOf({ owned }: History, shelf: Shelf): Means {
  let dearest: number | null = null;
  const categories = new Map<string, number>();
  for (const { item } of owned) {
    const offer = shelf.offer(item);
    if (offer?.price == null) continue;
    const { price, category } = offer;
    dearest = Math.max(dearest ?? price, price);
    if (category !== null) categories.set(category, Math.max(categories.get(category) ?? price, price));
  }
  return { dearest, categories };
}

function inTone(candidates: readonly Candidate[], shopper: Shopper, shelf: Shelf, means: Means): readonly Candidate[] {
  switch (shopper.tone) {
    case 'helpful':
      return candidates;
    case 'gentle':
      return candidates.filter(({ item }) => isOffered(item, shopper, shelf, means));
    case 'upsell':
      return candidates
        .map((one) => (isStepUp(one.item, shelf, means) ? { ...one, score: one.score * UPSELL } : one))
        .toSorted(byScore);
  }
}

/** Whether the shop has it, and it is not too dear for somebody who is not to be pressed. */
function isOffered(item: ItemId, { tone }: Shopper, shelf: Shelf, { dearest }: Means): boolean {
  const offer = shelf.offer(item);
  if (offer === null) return false;
  return tone !== 'gentle' || dearest === null || offer.price === null || offer.price <= dearest;
}

function isStepUp(item: ItemId, shelf: Shelf, { categories }: Means): boolean {
  const offer = shelf.offer(item);
  if (offer?.price == null || offer.category === null) return false;
  const paid = categories.get(offer.category);
  return paid !== undefined && offer.price > paid;
}

function* popularFor({ segment }: Shopper, { popular }: Shelf): Generator<Recommendation> {
  if (segment !== null) yield* inSegment(segment, popular.segments.find((one) => one.segment === segment)?.items ?? []);
  for (const { item, baskets } of popular.all) yield { item, reason: { is: 'popular', baskets } };
}

function* inSegment(segment: SegmentId, items: readonly Popular[]): Generator<Recommendation> {
  for (const { item, baskets } of items) yield { item, reason: { is: 'popular-in', segment, baskets } };
}
