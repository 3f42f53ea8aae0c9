import { inPages } from '../../db/in-pages.ts';
import type { ItemFigures } from '../../db/recommend/item-figures.ts';
import type { CountedBasket } from '../../db/recommend/baskets.ts';
import type { ItemId, WorkspaceId } from '../../domain/ids.schema.ts';
import { LEAST_TOGETHER, neighboursOf } from '../../domain/recommend/neighbours.ts';
import { PairCounts } from '../../domain/recommend/pair-counts.ts';
import { rhythmOf, type ItemBuy } from '../../domain/recommend/rhythm.ts';
import { pulse } from '../../jobs/progress.ts';
import type { LearnDeps } from './learn-deps.ts';

/** Places of rows of companions that may be in memory at once, four bytes each. */
const MOST_PLACES = 16_000_000;
const MOST_AT_ONCE = 5_000;
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
 * Builds these items anew from the baskets that hold them. Where they do not fit into memory together, all are counted
 * before any is weighed: whether two items belong together depends on how often each of them is bought.
 */
export async function buildItems(deps: LearnDeps, build: Omit<Build, 'known'>): Promise<void> {
  const { workspace, items } = build;
  const known = Math.max(await deps.itemFigures.count(workspace), items.length);
  const atOnce = Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, Math.floor(MOST_PLACES / known)));
  if (items.length > atOnce) await count(deps, { ...build, known });
  for (let first = 0; first < items.length; first += atOnce) {
    await weigh(deps, { ...build, known, items: items.slice(first, first + atOnce) });
  }
}

async function count(deps: LearnDeps, build: Build): Promise<void> {
  const counts = new Map<ItemId, number>(build.items.map((item) => [item, 0]));
  await eachBasket(deps, build, (basket) => {
    for (const item of basket.items) {
      const known = counts.get(item);
      if (known !== undefined) counts.set(item, known + 1);
    }
  });
  await deps.itemFigures.putCounts(build.workspace, counts);
}

async function weigh(deps: LearnDeps, build: Build): Promise<void> {
  const { workspace, items, baskets } = build;
  const pairs = new PairCounts(new Set(items));
  const buys = new Map<ItemId, ItemBuy[]>(items.map((item) => [item, []]));
  await eachBasket(deps, build, (basket) => {
    pairs.add(basket);
    noteBuys(buys, basket);
  });
  const seen = pairs.counts();
  const own = new Map(items.map((item) => [item, seen.get(item) ?? 0]));
  const together = new Map(items.map((item) => [item, pairs.together(item, LEAST_TOGETHER)]));
  const others = [...together.values()].flat().map(([other]) => other);
  const elsewhere = await deps.itemFigures.counts(workspace, [...new Set(others.filter((other) => !own.has(other)))]);
  const counts = new Map([...elsewhere, ...own]);
  const bought = items.filter((item) => own.get(item) !== 0);
  const figures = bought.map((item): ItemFigures => {
    const neighbours = neighboursOf(item, together.get(item) ?? [], { baskets, items: counts });
    return { item, baskets: own.get(item) ?? 0, everyDays: rhythmOf(buys.get(item) ?? []), neighbours };
  });
  await deps.itemFigures.put(workspace, figures, deps.now());
  await deps.itemFigures.putCounts(workspace, new Map([...own].filter(([, held]) => held === 0)));
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
