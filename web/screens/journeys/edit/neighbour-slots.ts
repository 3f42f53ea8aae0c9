import type { Step } from '../definition.ts';
import { placedIn, type Slot, type Tree } from '../tree/tree-of.ts';
import { mainWay, waysOf } from '../tree/ways.ts';

/** The way above the step before this one; null where nothing lies above. */
export function slotAbove(tree: Tree, place: number): Slot | null {
  const placed = placedIn(tree);
  const from = placed.find((each) => each.place === place)?.slot.from ?? null;
  return placed.find((each) => each.place === from)?.slot ?? null;
}

/** The way below the step that is drawn after this one; null where nothing lies below. */
export function slotBelow(tree: Tree, steps: readonly Step[], place: number): Slot | null {
  const after = placedIn(tree).find(({ slot }) => slot.from === place)?.place;
  const step = after === undefined ? undefined : steps[after];
  const [way] = step === undefined ? [] : waysOf(step);
  return after === undefined || way === undefined ? null : { from: after, at: way.at };
}

/** The way on from a step, or from what lets people in, into which a new step is put; null behind a stop. */
export function slotAfter(steps: readonly Step[], place: number | null): Slot | null {
  if (place === null) return { from: null, at: { field: 'next' } };
  const step = steps[place];
  const way = step && mainWay(step);
  return way ? { from: place, at: way.at } : null;
}
