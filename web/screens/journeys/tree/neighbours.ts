import type { Chain, Placed, Tree } from './tree-of.ts';

/** A card of the tree: the place of a step, or null for what lets people in. */
type Card = number | null;

export type Direction = 'up' | 'down' | 'left' | 'right';
type Around = Readonly<Partial<Record<Direction, Card>>>;

/** From each card, where the arrow keys lead. */
export function neighboursOf({ root, stray }: Tree): ReadonlyMap<Card, Around> {
  const found = new Map<Card, Around>();
  const first = root.placed[0]?.place;
  const [firstStray] = stray;
  found.set(null, first === undefined ? {} : { down: first });
  walk(root, null, sides(undefined, firstStray), found);
  let above: Chain = root;
  for (const [index, chain] of stray.entries()) {
    walk(chain, null, sides(above, stray[index + 1]), found);
    above = chain;
  }
  return found;
}

type Sides = Pick<Around, 'left' | 'right'>;

function walk(chain: Chain, above: Card, beside: Sides, found: Map<Card, Around>): void {
  let up = above;
  const { placed, end } = chain;
  const below = end.is === 'fork' ? end.ways.flatMap((way) => firstOf(way.chain)?.place ?? []) : [];
  for (const [index, { place }] of placed.entries()) {
    const down = placed[index + 1]?.place ?? below[0];
    found.set(place, { ...beside, up, ...(down === undefined ? {} : { down }) });
    up = place;
  }
  if (end.is !== 'fork') return;
  const chains = end.ways.map((way) => way.chain).filter((each) => firstOf(each) !== undefined);
  for (const [index, each] of chains.entries()) {
    walk(each, up, { ...beside, ...sides(chains[index - 1], chains[index + 1]) }, found);
  }
}

function sides(left: Chain | undefined, right: Chain | undefined): Sides {
  const [before, after] = [left && firstOf(left), right && firstOf(right)];
  return { ...(before ? { left: before.place } : {}), ...(after ? { right: after.place } : {}) };
}

function firstOf({ placed }: Chain): Placed | undefined {
  return placed[0];
}
