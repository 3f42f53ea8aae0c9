import type { CatalogueRow, CatalogueStore } from '../catalogue/catalogue.ts';
import type { CustomerId, ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import { candidatesFor } from '../../domain/recommend/candidates.ts';
import type { CatalogueItem } from '../../domain/recommend/catalogue.schema.ts';
import { historyOf } from '../../domain/recommend/history.ts';
import type { Popularity } from '../../domain/recommend/popular.ts';
import { recommend, type Purpose } from '../../domain/recommend/recommend.ts';
import type { Offer, Recommendation, Shelf, Shopper } from '../../domain/recommend/recommendation.ts';
import { toneOf, type Tone } from '../../domain/recommend/tone.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { SilenceStage } from '../../domain/silence/silence.ts';
import type { Instant } from '../../domain/time.ts';
import type { BasketStore } from './baskets.ts';
import type { ItemFigures, ItemFigureStore } from './item-figures.ts';

/** Whom something is recommended to, as of when. */
export interface Asked {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly segment: SegmentId | null;
  readonly silence: SilenceStage;
  readonly now: Instant;
}

export interface Recommended {
  readonly tone: Tone;
  readonly found: readonly Recommendation[];
  /** What the catalogue says of all items that are named. */
  readonly items: ReadonlyMap<ItemId, CatalogueItem>;
}

export interface RecommenderPorts {
  readonly baskets: Pick<BasketStore, 'ofCustomer'>;
  readonly figures: Pick<ItemFigureStore, 'find' | 'popularity'>;
  readonly catalogue: Pick<CatalogueStore, 'find' | 'isKept'>;
}

/** Of somebody who has more, these that were bought last. */
const MOST_OWNED = 300;
/** Bundles begin with one of so many that fit, or so many popular ones. */
const MOST_FIRSTS = 30;
const ANY: Offer = { price: null, category: null };

/** Reads what is known of somebody's items, by keys, and recommends. It never goes through anybody else's. */
export async function recommendTo(
  ports: RecommenderPorts,
  asked: Asked,
  purpose: Purpose,
  limit: number,
): Promise<Recommended> {
  const { workspace, segment, silence, now } = asked;
  const [baskets, popularity] = await Promise.all([
    ports.baskets.ofCustomer(workspace, asked.customer),
    ports.figures.popularity(workspace),
  ]);
  const tone = toneOf(segment, silence);
  const shopper: Shopper = { history: historyOf(baskets), segment, tone, now };
  const { shelf, items } = await shelfFor(ports, workspace, shopper, popularity, purpose);
  return { tone, found: recommend(purpose, shopper, shelf, limit), items };
}

async function shelfFor(
  ports: RecommenderPorts,
  workspace: WorkspaceId,
  shopper: Shopper,
  popular: Popularity,
  purpose: Purpose,
) {
  const owned = shopper.history.owned.slice(0, MOST_OWNED).map(({ item }) => item);
  const figures = await figuresOf(ports, workspace, owned);
  if (purpose === 'bundle') {
    const fitting = candidatesFor(
      shopper,
      shelfOf(figures, popular, () => ANY),
    ).slice(0, MOST_FIRSTS);
    const firsts = [...fitting, ...popular.all.slice(0, MOST_FIRSTS)].map(({ item }) => item);
    for (const [item, one] of await figuresOf(ports, workspace, firsts)) figures.set(item, one);
    const seconds = [...figures.values()].flatMap(({ neighbours }) => neighbours.map(({ item }) => item));
    for (const [item, one] of await figuresOf(ports, workspace, seconds)) figures.set(item, one);
  }
  const named = new Set([
    ...owned,
    ...[...figures.values()].flatMap(({ item, neighbours }) => [item, ...neighbours.map((one) => one.item)]),
    ...[popular.all, ...popular.segments.flatMap((one) => (one.segment === shopper.segment ? [one.items] : []))]
      .flat()
      .map(({ item }) => item),
  ]);
  const [rows, isKept] = await Promise.all([
    ports.catalogue.find(workspace, [...named]),
    ports.catalogue.isKept(workspace),
  ]);
  const items = new Map(rows.map(({ item }) => [item.id, item]));
  const offers = isKept ? offersIn(rows) : () => ANY;
  return { shelf: shelfOf(figures, popular, offers), items };
}

async function figuresOf({ figures }: RecommenderPorts, workspace: WorkspaceId, items: readonly ItemId[]) {
  const found = await figures.find(workspace, [...new Set(items)]);
  return new Map(found.map((one) => [one.item, one]));
}

function shelfOf(figures: ReadonlyMap<ItemId, ItemFigures>, popular: Popularity, offer: Shelf['offer']): Shelf {
  return {
    neighbours: (item) => figures.get(item)?.neighbours ?? [],
    rhythm: (item) => figures.get(item)?.everyDays ?? null,
    baskets: (item) => figures.get(item)?.baskets ?? 0,
    popular,
    offer,
  };
}

/** Where there is a catalogue, only what stands in it can be bought. */
function offersIn(rows: readonly CatalogueRow[]): Shelf['offer'] {
  const offers = new Map(
    rows.flatMap(({ item: { id, price = null, category = null, stock } }) =>
      stock === 0 ? [] : [[id, { price, category }] as const],
    ),
  );
  return (item) => offers.get(item) ?? null;
}
