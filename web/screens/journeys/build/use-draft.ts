import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../../api/problem.ts';
import { useWords } from '../../../words/words.tsx';
import type { Definition } from '../definition.ts';
import { begun, changed, redone, undone } from '../edit/history.ts';
import { emptyProblems, placedProblems, type SpotProblem } from '../edit/problems.ts';
import type { JourneyNow } from '../use-journey.ts';
import { keptDraft } from './kept-draft.ts';
import { useAutosave, type Autosave, type SaveState } from './use-autosave.ts';

export type Change = (definition: Definition) => Definition;

export interface DraftNow {
  readonly definition: Definition;
  /** @param about what is changed, such as one field: changes to the same in a row are taken back together */
  readonly edit: (change: Change, about?: string) => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  readonly save: Autosave;
  readonly problems: readonly SpotProblem[];
  /** It begins with what could not be saved the last time. */
  readonly isKept: boolean;
}

/** The draft while somebody works on it. */
export function useDraft(journey: JourneyNow, saved: Definition): DraftNow {
  const [kept] = useState(() => keptDraft(journey.id));
  const [history, setHistory] = useState(() => (kept ? changed(begun(saved), kept) : begun(saved)));
  const { empty } = useWords().build;
  const empties = useMemo(() => emptyProblems(history.now, empty), [history.now, empty]);
  const save = useAutosave(journey.id, history.now, { isDirty: kept !== null, isWhole: empties.length === 0 });
  useFromElsewhere(saved, save, (take) => setHistory((now) => changed(now, take(now.now))));
  const found = useMemo(() => problemsOf(journey, saved, save.state), [journey, saved, save.state]);
  return {
    definition: history.now,
    edit: (change, about) => setHistory((now) => changed(now, change(now.now), about ?? null)),
    undo: history.past.length > 0 ? () => setHistory(undone) : undefined,
    redo: history.ahead.length > 0 ? () => setHistory(redone) : undefined,
    save,
    problems: empties.length > 0 ? empties : found,
    isKept: kept !== null,
  };
}

/** A save that was refused says what is wrong with what was sent; else the journey does, of what was saved. */
function problemsOf({ problems }: JourneyNow, saved: Definition, state: SaveState): readonly SpotProblem[] {
  if (state.is !== 'failed') return placedProblems(problems, saved);
  return state.error instanceof ApiError ? placedProblems(state.error.trouble.problems, state.of) : [];
}

/**
 * Takes over what was changed elsewhere, such as by another tab or by renaming. While something is not saved here, only
 * the name is: the rest would be lost.
 */
function useFromElsewhere(saved: Definition, save: Autosave, take: (take: Change) => void): void {
  const known = useRef(JSON.stringify(saved));
  const { isOwn } = save;
  const isClean = save.state.is === 'saved';
  useEffect(() => {
    const told = JSON.stringify(saved);
    if (told === known.current) return;
    known.current = told;
    if (!isOwn(saved)) take((now) => (isClean ? saved : { ...now, name: saved.name }));
  }, [saved, isClean, isOwn, take]);
}
