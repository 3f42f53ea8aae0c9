import { inPages } from '../../db/in-pages.ts';
import type { ItemFigures } from '../../db/recommend/item-figures.ts';
import type { CountedBasket } from '../../db/recommend/baskets.ts';
import type { ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import { LEAST_TOGETHER, neighboursOf } from '../../domain/recommend/neighbours.ts';
import { PairCounts } from '../../domain/recommend/pair-counts.ts';
import { rhythmOf, type ItemBuy } from '../../domain/recommend/rhythm.ts';
import { pulse } from '../../jobs/progress.ts';
import type { LearnDeps } from './learn-from-baskets.ts';

/** Places of rows of companions that may be in memory at once, four bytes each. */
const MOST_PLACES = 4_000_000;
const MOST_AT_ONCE = 1_000;
const LEAST_AT_ONCE = 20;
/** So many purchases of an item tell its rhythm. */
const MOST_BUYS = 5_000;
/** Where more of all items are asked for than this share, reading every basket is less work than looking for them. */
const WIDE = 0.1;
const PAGE = 1_000;

/** What is to be built, and of what. */
interface Build {
  readonly workspace: WorkspaceId;
  readonly items: readonly ItemId[];
  /** How many baskets there are. */
  readonly baskets: number;
  /** How many items there are, these included. */
  readonly known: number;
}

/**
 * Builds these items anew from the baskets that hold them. All are counted before any of them is weighed: whether two
 * items belong together depends on how often each of them is bought.
 */
export async function buildItems(deps: LearnDeps, build: Omit<Build, 'known'>): Promise<void> {
  const { workspace, items } = build;
  const known = Math.max(await deps.itemFigures.count(workspace), items.length);
  const counts = new Map<ItemId, number>(items.map((item) => [item, 0]));
  await eachBasket(deps, { ...build, known }, (basket) => {
    for (const item of basket.items) {
      const count = counts.get(item);
      if (count !== undefined) counts.set(item, count + 1);
    }
  });
  await deps.itemFigures.putCounts(workspace, counts);
  const left = items.filter((item) => counts.get(item) !== 0);
  const atOnce = Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, Math.floor(MOST_PLACES / known)));
  for (let first = 0; first < left.length; first += atOnce) {
    await weigh(deps, { ...build, known, items: left.slice(first, first + atOnce) });
  }
}

async function weigh(deps: LearnDeps, build: Build): Promise<void> {
  const { workspace, items, baskets } = build;
  const pairs = new PairCounts(new Set(items));
  const buys = new Map<ItemId, ItemBuy[]>(items.map((item) => [item, []]));
  await eachBasket(deps, build, (basket) => {
    pairs.add(basket);
    noteBuys(buys, basket);
  });
  const together = new Map(items.map((item) => [item, pairs.together(item, LEAST_TOGETHER)]));
  const named = new Set([...items, ...[...together.values()].flat().map(([other]) => other)]);
  const counts = await deps.itemFigures.counts(workspace, [...named]);
  const figures = items.map((item): ItemFigures => {
    const neighbours = neighboursOf(item, together.get(item) ?? [], { baskets, items: counts });
    return { item, baskets: counts.get(item) ?? 0, everyDays: rhythmOf(buys.get(item) ?? []), neighbours };
  });
  await deps.itemFigures.put(workspace, figures, deps.now());
}

async function eachBasket(
  { baskets }: LearnDeps,
  { workspace, items, known }: Build,
  take: (basket: CountedBasket) => void,
): Promise<void> {
  const asked = items.length > known * WIDE ? 'all' : items;
  for await (const page of inPages(baskets.holding(workspace, asked), PAGE)) {
    page.forEach(take);
    pulse();
  }
}

function noteBuys(buys: ReadonlyMap<ItemId, ItemBuy[]>, { items, customer, at }: CountedBasket): void {
  for (const item of items) {
    const known = buys.get(item);
    if (known !== undefined && known.length < MOST_BUYS) known.push({ customer, at });
  }
}
