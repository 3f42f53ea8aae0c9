import { useState } from 'react';
import { useWords } from '../../../words/words.tsx';
import type { Kind } from '../definition.ts';
import { canRemove, inserted, moved, removed } from '../edit/edits.ts';
import { slotAbove, slotAfter, slotBelow } from '../edit/neighbour-slots.ts';
import { useSay } from '../tree/say.ts';
import { stepText } from '../tree/step-text.ts';
import type { Spot } from '../tree/tree-context.ts';
import { placedIn, type Slot, type Tree } from '../tree/tree-of.ts';
import { newStep } from './new-step.ts';
import type { DraftNow } from './use-draft.ts';

/** What can be done to the tree, by pointer and by key alike. */
export interface Deeds {
  /** The way into which a step is about to be put. */
  readonly inserting: Slot | null;
  readonly startInsert: (slot: Slot | null) => void;
  readonly insert: (kind: Kind) => void;
  /** A new step behind a card. */
  readonly insertAfter: (spot: Spot) => void;
  readonly remove: (spot: Spot) => void;
  readonly move: (place: number, slot: Slot) => void;
  readonly moveBy: (spot: Spot, direction: 'up' | 'down') => void;
  /** What was just done, in a sentence, or why it was not. */
  readonly told: string;
}

export function useDeeds(draft: DraftNow, tree: Tree, choose: (spot: Spot) => void): Deeds {
  const words = useWords().build;
  const say = useSay();
  const [inserting, startInsert] = useState<Slot | null>(null);
  const [told, tell] = useState('');
  const { definition, edit } = draft;
  const { steps } = definition;
  const placeOf = (spot: Spot) => (spot === null ? null : steps.findIndex(({ id }) => id === spot));
  const move = (place: number, slot: Slot) => {
    const after = moved(definition, place, slot);
    tell(after === definition ? words.stays : '');
    edit(() => after);
  };
  return {
    inserting,
    startInsert,
    told,
    move,
    insert(kind) {
      if (inserting === null) return;
      const after = inserted(definition, inserting, newStep(kind, words.newStep));
      const known = new Set(steps.map(({ id }) => id));
      const fresh = after.steps.find((step) => step.type === kind && !known.has(step.id));
      edit(() => after);
      startInsert(null);
      tell('');
      if (fresh) choose(fresh.id);
    },
    insertAfter: (spot) => startInsert(slotAfter(steps, placeOf(spot))),
    remove(spot) {
      const place = placeOf(spot);
      const gone = place === null ? undefined : steps[place];
      if (place === null || gone === undefined || !canRemove(definition)) return;
      const from = slotOf(tree, place)?.from ?? null;
      edit(() => removed(definition, place));
      tell(words.removed(stepText(gone, say).title));
      choose(from === null ? null : (steps[from]?.id ?? null));
    },
    moveBy(spot, direction) {
      const place = placeOf(spot);
      if (place === null) return;
      const slot = direction === 'up' ? slotAbove(tree, place) : slotBelow(tree, steps, place);
      if (slot) move(place, slot);
    },
  };
}

function slotOf(tree: Tree, place: number): Slot | undefined {
  return placedIn(tree).find((each) => each.place === place)?.slot;
}
