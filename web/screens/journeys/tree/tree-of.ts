import type { Step } from '../definition.ts';
import { waysOf, type Way, type WayAt } from './ways.ts';

/** A way into which a step can be put: out of a step, or from what lets people in. */
export interface Slot {
  /** The place of the step in the list; null: what lets people in. */
  readonly from: number | null;
  readonly at: WayAt;
}

/** Steps one below the other, and what becomes of whoever passes the last of them. */
export interface Chain {
  readonly placed: readonly Placed[];
  readonly end: ChainEnd;
}

export interface Placed {
  /** In the list of steps. */
  readonly place: number;
  /** As it is drawn: what lets people in is 1. */
  readonly number: number;
  /** The way that leads to it here. */
  readonly slot: Slot;
}

export type ChainEnd =
  | { readonly is: 'fork'; readonly ways: readonly { readonly way: Way; readonly chain: Chain }[] }
  /** A step that is drawn elsewhere: above on the same way, or on another one. */
  | { readonly is: 'back' | 'elsewhere'; readonly place: number; readonly number: number; readonly slot: Slot }
  | { readonly is: 'over'; readonly slot: Slot }
  /** The way names a step that there is not. */
  | { readonly is: 'nowhere'; readonly to: string; readonly slot: Slot }
  | { readonly is: 'stopped' };

export interface Tree {
  readonly root: Chain;
  /** Where nobody can come: what no way leads to. */
  readonly stray: readonly Chain[];
  /** By place, how each step is numbered. */
  readonly numbers: ReadonlyMap<number, number>;
}

const ENTER: Slot = { from: null, at: { field: 'next' } };

/**
 * Any journey as a tree: each step is drawn where a way first leads to it, and other ways refer to it, so loops and ways
 * that join are references.
 */
export function treeOf(steps: readonly Step[]): Tree {
  const numbers = new Map<number, number>();
  const places = new Map(steps.map(({ id }, place) => [id, place] as const).toReversed());
  const grow = (first: number, slot: Slot): Chain =>
    chainFrom(first, slot, { steps, places, numbers, above: new Set() });
  const root = grow(0, ENTER);
  const stray: Chain[] = [];
  for (const place of steps.keys()) if (!numbers.has(place)) stray.push(grow(place, ENTER));
  return { root, stray, numbers };
}

interface Growing {
  readonly steps: readonly Step[];
  readonly places: ReadonlyMap<string, number>;
  readonly numbers: Map<number, number>;
  /** The places on the way from the beginning to here. */
  readonly above: ReadonlySet<number>;
}

function chainFrom(first: number, slot: Slot, growing: Growing): Chain {
  const { steps, numbers } = growing;
  const placed: Placed[] = [];
  const above = new Set(growing.above);
  let [place, by] = [first, slot];
  for (;;) {
    const step = steps[place];
    if (step === undefined) return { placed, end: { is: 'over', slot: by } };
    const known = numbers.get(place);
    if (known !== undefined) {
      return { placed, end: { is: above.has(place) ? 'back' : 'elsewhere', place, number: known, slot: by } };
    }
    numbers.set(place, numbers.size + 2);
    placed.push({ place, number: numbers.size + 1, slot: by });
    above.add(place);
    const ways = waysOf(step);
    const [only] = ways;
    if (only === undefined) return { placed, end: { is: 'stopped' } };
    if (ways.length > 1) return { placed, end: fork(place, ways, { ...growing, above }) };
    by = { from: place, at: only.at };
    const next = targetOf(place, only, growing);
    if (next === null) return { placed, end: { is: 'nowhere', to: only.to ?? '', slot: by } };
    place = next;
  }
}

function fork(place: number, ways: readonly Way[], growing: Growing): ChainEnd {
  const grown = ways.map((way) => {
    const slot: Slot = { from: place, at: way.at };
    const target = targetOf(place, way, growing);
    const lost: Chain = { placed: [], end: { is: 'nowhere', to: way.to ?? '', slot } };
    return { way, chain: target === null ? lost : chainFrom(target, slot, growing) };
  });
  return { is: 'fork', ways: grown };
}

/** The place that a way leads to, beyond the list where the journey is over; null where it names no step of it. */
function targetOf(place: number, { to }: Way, { places }: Growing): number | null {
  return to === undefined ? place + 1 : (places.get(to) ?? null);
}

/** Everything that is drawn, from the top down. */
export function placedIn({ root, stray }: Tree): readonly Placed[] {
  return [root, ...stray].flatMap(placedOf);
}

function placedOf({ placed, end }: Chain): readonly Placed[] {
  return end.is === 'fork' ? [...placed, ...end.ways.flatMap(({ chain }) => placedOf(chain))] : placed;
}
