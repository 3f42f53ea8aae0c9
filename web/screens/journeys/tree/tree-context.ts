import { createContext, use, type ReactNode } from 'react';
import type { Fault } from '../../../ui/told.tsx';
import type { Definition, Step } from '../definition.ts';
import type { Say } from './say.ts';
import type { Slot } from './tree-of.ts';
import { wayKey, type Way } from './ways.ts';

/** A card: the id of a step, or null for what lets people in. */
export type Spot = string | null;

/** What is done to the journey by the tree; without it the tree is only looked at. */
export interface TreeEditing {
  /** Somebody wants a new step in this way. */
  readonly insert: (slot: Slot) => void;
  /** Somebody dropped a step on this way. */
  readonly move: (place: number, slot: Slot) => void;
}

export interface JourneyTreeProps {
  readonly definition: Definition;
  /** The card that stands out; left out, none. */
  readonly chosen?: Spot | undefined;
  /** A card was chosen, by pointer, arrows or Enter; left out, cards cannot be chosen. */
  readonly choose?: ((spot: Spot) => void) | undefined;
  /** Below the text of a card, such as how many passed: of a step, or of what lets people in (null). */
  readonly aboutStep?: ((step: Step | null) => ReactNode) | undefined;
  /** In the corner of a card, such as how many are inside: of a step, or of what lets people in (null). */
  readonly badge?: ((step: Step | null) => ReactNode) | undefined;
  /** Behind the label of a way, such as how many took it; `way.took` has the names under which results count it. */
  readonly aboutWay?: ((from: Step, way: Way) => ReactNode) | undefined;
  /** What is wrong with a card. */
  readonly problemsOf?: ((spot: Spot) => readonly Fault[]) | undefined;
  readonly editing?: TreeEditing | undefined;
}

export interface TreeNow extends JourneyTreeProps {
  readonly say: Say;
  /** The slot that a dragged step would be dropped on. */
  readonly over: string | null;
  /** Where Tab leads into the tree. */
  readonly entrance: Spot;
}

const Now = createContext<TreeNow | null>(null);
export const TreeProvider = Now;

export function useTree(): TreeNow {
  const now = use(Now);
  if (now === null) throw new Error('This belongs to a tree: put it below <JourneyTree>.');
  return now;
}

export function slotKey({ from, at }: Slot): string {
  return `${from ?? 'enter'}:${wayKey(at)}`;
}
