import type { ItemId } from '../ids.schema.ts';
import { DAY } from '../time.ts';
import type { Owned } from './history.ts';
import type { Neighbour } from './neighbours.ts';
import type { Reason, Shelf, Shopper } from './recommendation.ts';

/** An item that goes with what somebody has, and the one of these that speaks for it most. */
export interface Candidate {
  readonly item: ItemId;
  readonly score: number;
  readonly because: Extract<Reason, { is: 'bought-with' }>;
}

/** What was bought so long ago says half as much as what was bought now. */
const HALF_LIFE = 90 * DAY;
/** Of somebody who has more, the items that were bought last speak for them all. */
const MOST_ASKED = 100;

/** An item while its neighbours are still being asked: what speaks for it together, and what speaks for it most. */
interface Spoken {
  score: number;
  most: number;
  by: Owned;
  together: number;
}

/**
 * What goes with what somebody has: each of their items speaks for its neighbours, the more so the surer they belong
 * together and the later it was bought. Nothing that they have or gave back, and nothing that is sold out.
 */
export function candidatesFor({ history, now }: Shopper, shelf: Shelf): readonly Candidate[] {
  const owned = new Set(history.owned.map(({ item }) => item));
  const spoken = new Map<ItemId, Spoken>();
  for (const own of history.owned.slice(0, MOST_ASKED)) {
    const freshness = 0.5 ** (Math.max(0, now - own.lastAt) / HALF_LIFE);
    for (const neighbour of shelf.neighbours(own.item)) {
      if (!owned.has(neighbour.item)) speak(spoken, own, neighbour, freshness * neighbour.llr);
    }
  }
  const found: Candidate[] = [];
  for (const [item, { score, by, together }] of spoken) {
    if (history.returned.has(item) || shelf.offer(item) === null) continue;
    found.push({ item, score, because: { is: 'bought-with', item: by.item, together } });
  }
  return found.toSorted(byScore);
}

function speak(spoken: Map<ItemId, Spoken>, by: Owned, { item, together }: Neighbour, score: number): void {
  const known = spoken.get(item);
  if (known === undefined) {
    spoken.set(item, { score, most: score, by, together });
    return;
  }
  known.score += score;
  if (score > known.most) Object.assign(known, { most: score, by, together });
}

export function byScore(
  a: { readonly item: ItemId; readonly score: number },
  b: { readonly item: ItemId; readonly score: number },
): number {
  return b.score - a.score || (a.item < b.item ? -1 : 1);
}
