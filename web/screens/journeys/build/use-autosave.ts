import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { putJourneyContract } from '../../../../api/journeys/put-journey.contract.ts';
import { call } from '../../../api/call.ts';
import type { Definition } from '../definition.ts';
import { journeyKey } from '../use-journey.ts';
import { forgetDraft, keepDraft } from './kept-draft.ts';

/** How long nobody has typed before what they typed is saved. */
const PAUSE_MS = 800;

export type SaveState =
  /** incomplete: something is left to fill in. */
  { readonly is: 'saved' | 'waiting' | 'saving' | 'incomplete' } | Failed;

interface Failed {
  readonly is: 'failed';
  readonly error: unknown;
  readonly of: Definition;
}

export interface Autosave {
  readonly state: SaveState;
  readonly again: () => void;
  /** Whether this is how the API told a draft that was saved here: it writes out what has a default. */
  readonly isOwn: (draft: Definition) => boolean;
}

interface Saving {
  /** It begins with what could not be saved before. */
  readonly isDirty: boolean;
  /** Nothing is left to fill in; else saving would be refused. */
  readonly isWhole: boolean;
}

/**
 * Saves a draft whenever nobody has changed it for a moment, one call after the other. What cannot be saved is kept in the
 * browser, and tried again with the next change.
 */
export function useAutosave(id: string, definition: Definition, { isDirty, isWhole }: Saving): Autosave {
  const queries = useQueryClient();
  const [saved, setSaved] = useState(isDirty ? null : definition);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failed | null>(null);
  const newest = useRef({ definition, isWhole, saved });
  const busy = useRef<Promise<void> | null>(null);
  const answered = useRef('');
  const save = useCallback(async () => {
    await busy.current;
    const { definition: sent, isWhole: canBeSaved, saved: before } = newest.current;
    if (sent === before || !canBeSaved) return;
    setSaving(true);
    busy.current = (async () => {
      try {
        const view = await put(id, sent);
        answered.current = JSON.stringify(view.draft);
        newest.current = { ...newest.current, saved: sent };
        if (newest.current.definition === sent) forgetDraft(id);
        queries.setQueryData(journeyKey(id), view);
        void queries.invalidateQueries({ queryKey: ['get /v1/journeys'] });
        setSaved(sent);
        setFailure(null);
      } catch (error) {
        setFailure({ is: 'failed', error, of: sent });
      }
      setSaving(false);
    })();
    await busy.current;
  }, [id, queries]);
  useEffect(() => {
    newest.current = { ...newest.current, definition, isWhole };
    if (newest.current.saved === definition) {
      forgetDraft(id);
      return undefined;
    }
    keepDraft(id, definition);
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id, definition, isWhole, save]);
  // Whoever goes to another tab of the journey wants what they typed there, too.
  useEffect(() => () => void save(), [save]);
  const state = stateOf({ isWhole, isSaved: saved === definition, isSaving, failure });
  const isOwn = useCallback((draft: Definition) => JSON.stringify(draft) === answered.current, []);
  return { state, again: () => void save(), isOwn };
}

interface Standing {
  readonly isWhole: boolean;
  readonly isSaved: boolean;
  readonly isSaving: boolean;
  readonly failure: Failed | null;
}

function stateOf({ isWhole, isSaved, isSaving, failure }: Standing): SaveState {
  if (!isWhole) return { is: 'incomplete' };
  if (isSaved) return { is: 'saved' };
  if (isSaving) return { is: 'saving' };
  return failure ?? { is: 'waiting' };
}

function put(id: string, definition: Definition) {
  return call<typeof putJourneyContract>('put /v1/journeys/:id', { params: { id }, body: definition });
}
