import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { ItemId } from '../../domain/ids.schema.ts';
import type { OrderKey } from '../../domain/keys.ts';
import { POPULAR_EVERY } from '../../domain/recommend/popular.ts';
import { pulse } from '../../jobs/progress.ts';
import { takeBackCoupons } from '../take-back-coupons.ts';
import { buildItems } from './build-items.ts';
import type { LearnDeps } from './learn-deps.ts';
import { popularityHere } from './popularity-here.ts';

/** Where there are so many baskets more than when all items were built together, what untouched items know is stale. */
const STALE_AFTER = 1.1;
const NAMES_AT_ONCE = 5_000;
/** Baskets that are settled by one build: an attempt that ends half way does no more than these again. */
const SETTLED_AT_ONCE = 25_000;

/**
 * Takes what was bought and refunded since the last time into baskets, and builds anew what these say of the items they
 * touch. It may end anywhere: what is not settled is done again, from the baskets as they are.
 */
export async function learnFromBaskets(deps: LearnDeps, workspace: WorkspaceRow): Promise<void> {
  await takeEvents(deps, workspace);
  const { _id } = workspace;
  const before = await deps.itemFigures.built(_id);
  let wholeAt = before?.wholeAt ?? 0;
  for (let fresh = await freshOnes(deps, workspace); fresh.keys.length > 0; fresh = await freshOnes(deps, workspace)) {
    const all = await deps.baskets.count(_id);
    const isStale = all > wholeAt * STALE_AFTER;
    const items = isStale ? await everyItem(deps, workspace, fresh.items) : fresh.items;
    await buildItems(deps, { workspace: _id, items: [...items], baskets: all });
    await deps.baskets.settle(fresh.keys);
    if (isStale) wholeAt = all;
  }
  await keepPopular(deps, workspace, wholeAt);
}

/** What an order earned in coupons goes back with it, from the same outbox: a refund is settled when both are done. */
async function takeEvents(deps: LearnDeps, workspace: WorkspaceRow): Promise<void> {
  const { basketEvents, baskets } = deps;
  const { _id } = workspace;
  for (let next = await basketEvents.next(_id); next.events.length > 0; next = await basketEvents.next(_id)) {
    await baskets.put(next.baskets);
    await takeBackCoupons(deps, workspace, next.refunded);
    await basketEvents.settle(next.events);
    pulse();
  }
}

async function freshOnes({ baskets }: LearnDeps, { _id }: WorkspaceRow) {
  const rows = await baskets.fresh(_id, SETTLED_AT_ONCE);
  const keys: readonly OrderKey[] = rows.map((row) => row._id);
  return { keys, items: new Set(rows.flatMap(({ items }) => items)) };
}

/** Those that are known, and these. */
async function everyItem(
  { itemFigures }: LearnDeps,
  { _id }: WorkspaceRow,
  touched: ReadonlySet<ItemId>,
): Promise<ReadonlySet<ItemId>> {
  const all = new Set(touched);
  let page = await itemFigures.names(_id, NAMES_AT_ONCE);
  while (page.length > 0) {
    for (const item of page) all.add(item);
    page = await itemFigures.names(_id, NAMES_AT_ONCE, page.at(-1));
  }
  return all;
}

/** What is popular moves slowly, and counting it reads all baskets of three months. */
async function keepPopular(deps: LearnDeps, workspace: WorkspaceRow, wholeAt: number): Promise<void> {
  const now = workspaceTime(workspace, deps.now());
  const before = await deps.itemFigures.built(workspace._id);
  // A test clock may stand still while a whole base comes in.
  if (before?.wholeAt === wholeAt && now < before.popularAt + POPULAR_EVERY) return;
  const popularity = await popularityHere(deps, workspace._id, now);
  await deps.itemFigures.putBuilt({ _id: workspace._id, popularity, popularAt: now, wholeAt });
}
