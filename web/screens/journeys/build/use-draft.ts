import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../../api/problem.ts';
import type { Definition } from '../definition.ts';
import { begun, changed, redone, undone } from '../edit/history.ts';
import { placedProblems, type SpotProblem } from '../edit/problems.ts';
import type { JourneyNow } from '../use-journey.ts';
import { keptDraft } from './kept-draft.ts';
import { useAutosave, type Autosave } from './use-autosave.ts';

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
  const save = useAutosave(journey.id, history.now, kept !== null);
  useFromElsewhere(saved, save.state.is === 'saved', (take) => setHistory((now) => changed(now, take(now.now))));
  const problems = useMemo(() => problemsOf(journey, saved, save), [journey, saved, save]);
  return {
    definition: history.now,
    edit: (change, about) => setHistory((now) => changed(now, change(now.now), about ?? null)),
    undo: history.past.length > 0 ? () => setHistory(undone) : undefined,
    redo: history.ahead.length > 0 ? () => setHistory(redone) : undefined,
    save,
    problems,
    isKept: kept !== null,
  };
}

/** A save that was refused says what is wrong with what was sent; else the journey does, of what was saved. */
function problemsOf({ problems }: JourneyNow, saved: Definition, { state }: Autosave): readonly SpotProblem[] {
  if (state.is !== 'failed') return placedProblems(problems, saved);
  return state.error instanceof ApiError ? placedProblems(state.error.trouble.problems, state.of) : [];
}

/**
 * Takes over what was changed elsewhere, such as by another tab or by renaming. While something is not saved here, only
 * the name is: the rest would be lost.
 */
function useFromElsewhere(saved: Definition, isClean: boolean, take: (take: Change) => void): void {
  const known = useRef(saved);
  const own = useRef(isClean);
  useEffect(() => {
    const before = known.current;
    known.current = saved;
    const isOwn = !own.current;
    own.current = isClean;
    if (before === saved || isOwn) return;
    if (JSON.stringify(before) === JSON.stringify(saved)) return;
    take((now) => (isClean ? saved : { ...now, name: saved.name }));
  }, [saved, isClean, take]);
}
