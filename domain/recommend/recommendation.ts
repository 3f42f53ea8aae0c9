import type { ItemId } from '../ids.schema.ts';
import type { SegmentId } from '../scoring/segment.ts';
import type { Instant } from '../time.ts';
import type { History } from './history.ts';
import type { Neighbour } from './neighbours.ts';
import type { Popularity } from './popular.ts';
import type { Tone } from './tone.ts';

/** Why an item is recommended. */
export type Reason =
  /** So many baskets hold it together with this item, which they have. */
  | { readonly is: 'bought-with'; readonly item: ItemId; readonly together: number }
  /** They bought it so many times, and it is bought again after so many days. */
  | { readonly is: 'buy-again'; readonly due: Instant; readonly everyDays: number; readonly times: number }
  /** So many baskets of their segment held it lately. */
  | { readonly is: 'popular-in'; readonly segment: SegmentId; readonly baskets: number }
  /** The same of all baskets. */
  | { readonly is: 'popular'; readonly baskets: number }
  /** So many baskets hold it together with this item; they have neither. */
  | { readonly is: 'bundle'; readonly with: ItemId; readonly together: number };

export interface Recommendation {
  readonly item: ItemId;
  readonly reason: Reason;
}

/** What a shop may offer of an item now. */
export interface Offer {
  /** Minor units; `null`: not known. */
  readonly price: number | null;
  readonly category: string | null;
}

/** What is known of items. */
export interface Shelf {
  readonly neighbours: (item: ItemId) => readonly Neighbour[];
  /** After how many days it is bought again; `null`: nobody knows. */
  readonly rhythm: (item: ItemId) => number | null;
  /** In how many baskets it lies. */
  readonly baskets: (item: ItemId) => number;
  readonly popular: Popularity;
  /** `null`: it is sold out, or sold no more. */
  readonly offer: (item: ItemId) => Offer | null;
}

/** Whom something is recommended to. */
export interface Shopper {
  readonly history: History;
  readonly segment: SegmentId | null;
  readonly tone: Tone;
  readonly now: Instant;
}

/** The most that is ever asked for at once. */
export const MOST_RECOMMENDED = 50;
