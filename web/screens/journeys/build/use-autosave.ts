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
  | { readonly is: 'saved' | 'waiting' | 'saving' }
  | { readonly is: 'failed'; readonly error: unknown; readonly of: Definition };

export interface Autosave {
  readonly state: SaveState;
  readonly again: () => void;
}

/**
 * Saves a draft whenever nobody has changed it for a moment, one call after the other. What cannot be saved is kept in the
 * browser, and tried again with the next change.
 */
export function useAutosave(id: string, definition: Definition, isDirty: boolean): Autosave {
  const queries = useQueryClient();
  const [state, setState] = useState<SaveState>({ is: 'saved' });
  const newest = useRef(definition);
  const saved = useRef(isDirty ? null : definition);
  const busy = useRef<Promise<void> | null>(null);
  const save = useCallback(async () => {
    await busy.current;
    const sent = newest.current;
    if (sent === saved.current) return;
    setState({ is: 'saving' });
    busy.current = put(id, sent).then(
      (view) => {
        saved.current = sent;
        if (newest.current === sent) forgetDraft(id);
        queries.setQueryData(journeyKey(id), view);
        void queries.invalidateQueries({ queryKey: ['get /v1/journeys'] });
        setState({ is: newest.current === sent ? 'saved' : 'waiting' });
      },
      (error: unknown) => setState({ is: 'failed', error, of: sent }),
    );
    await busy.current;
  }, [id, queries]);
  useEffect(() => {
    newest.current = definition;
    if (saved.current === definition) {
      setState((now) => (now.is === 'saving' ? now : { is: 'saved' }));
      return undefined;
    }
    keepDraft(id, definition);
    setState((now) => (now.is === 'saved' ? { is: 'waiting' } : now));
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id, definition, save]);
  // Whoever goes to another tab of the journey wants what they typed there, too.
  useEffect(() => () => void save(), [save]);
  return { state, again: () => void save() };
}

function put(id: string, definition: Definition) {
  return call<typeof putJourneyContract>('put /v1/journeys/:id', { params: { id }, body: definition });
}
