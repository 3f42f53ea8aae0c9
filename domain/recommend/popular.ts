import type { ItemId } from '../ids.schema.ts';
import type { SegmentId } from '../scoring/segment.ts';
import { DAY, HOUR } from '../time.ts';

/** An item, and in how many baskets it was bought lately. */
export interface Popular {
  readonly item: ItemId;
  readonly baskets: number;
}

/** What is bought most, by everybody and by those who are in a segment now. */
export interface Popularity {
  readonly all: readonly Popular[];
  readonly segments: readonly { readonly segment: SegmentId; readonly items: readonly Popular[] }[];
}

/** What counts as lately. */
export const POPULAR_WITHIN = 90 * DAY;
/** How often it is counted, at most. */
export const POPULAR_EVERY = 6 * HOUR;
/** More than anybody is ever shown, so that something is left where most of it is owned or sold out. */
const MOST_POPULAR = 100;

export const NOT_POPULAR: Popularity = { all: [], segments: [] };

/** Counts items of baskets, everybody's and by segment. */
export class PopularityCounts {
  readonly #all = new Map<ItemId, number>();
  readonly #segments = new Map<SegmentId, Map<ItemId, number>>();

  /** @param segment that their customer is in; `null`: in none */
  add(items: readonly ItemId[], segment: SegmentId | null): void {
    countInto(this.#all, items);
    if (segment === null) return;
    const counts = this.#segments.get(segment) ?? new Map<ItemId, number>();
    this.#segments.set(segment, counts);
    countInto(counts, items);
  }

  result(): Popularity {
    const segments = [...this.#segments].map(([segment, counts]) => ({ segment, items: mostIn(counts) }));
    return { all: mostIn(this.#all), segments };
  }
}

function countInto(counts: Map<ItemId, number>, items: readonly ItemId[]): void {
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
}

function mostIn(counts: ReadonlyMap<ItemId, number>): readonly Popular[] {
  const found = [...counts].map(([item, baskets]): Popular => ({ item, baskets }));
  return found.toSorted((a, b) => b.baskets - a.baskets || (a.item < b.item ? -1 : 1)).slice(0, MOST_POPULAR);
}
