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
  | { readonly is: 'saved' | 'waiting' | 'saving' | 'incomplete' }
  | { readonly is: 'failed'; readonly error: unknown; readonly of: Definition };

export interface Autosave {
  readonly state: SaveState;
  readonly again: () => void;
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
  const [state, setState] = useState<SaveState>({ is: 'saved' });
  const newest = useRef(definition);
  const whole = useRef(isWhole);
  const saved = useRef(isDirty ? null : definition);
  const busy = useRef<Promise<void> | null>(null);
  const save = useCallback(async () => {
    await busy.current;
    const sent = newest.current;
    if (sent === saved.current || !whole.current) return;
    setState({ is: 'saving' });
    busy.current = (async () => {
      try {
        const view = await put(id, sent);
        saved.current = sent;
        if (newest.current === sent) forgetDraft(id);
        queries.setQueryData(journeyKey(id), view);
        void queries.invalidateQueries({ queryKey: ['get /v1/journeys'] });
        setState({ is: newest.current === sent ? 'saved' : 'waiting' });
      } catch (error) {
        setState({ is: 'failed', error, of: sent });
      }
    })();
    await busy.current;
  }, [id, queries]);
  useEffect(() => {
    newest.current = definition;
    whole.current = isWhole;
    if (saved.current === definition) {
      forgetDraft(id);
      setState((now) => (now.is === 'saving' ? now : { is: 'saved' }));
      return undefined;
    }
    keepDraft(id, definition);
    if (!isWhole) return undefined;
    setState((now) => (now.is === 'saving' ? now : { is: 'waiting' }));
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id, definition, isWhole, save]);
  // Whoever goes to another tab of the journey wants what they typed there, too.
  useEffect(() => () => void save(), [save]);
  return { state: isWhole ? state : { is: 'incomplete' }, again: () => void save() };
}

function put(id: string, definition: Definition) {
  return call<typeof putJourneyContract>('put /v1/journeys/:id', { params: { id }, body: definition });
}
