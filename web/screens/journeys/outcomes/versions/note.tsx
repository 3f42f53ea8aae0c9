import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { putJourneyNoteContract } from '../../../../../api/journeys/put-journey-note.contract.ts';
import { call } from '../../../../api/call.ts';
import { useMay } from '../../../../session/session-context.tsx';
import { Failure } from '../../../../ui/failure.tsx';
import { useUnsaved } from '../../../../ui/unsaved.ts';
import { useWords } from '../../../../words/words.tsx';
import { useVersionWords } from '../words.ts';

interface NoteProps {
  readonly journey: string;
  readonly version: number;
  readonly note: string | null;
}

/** What is to be remembered of a version; whoever may work on journeys may change it. */
export function Note({ journey, version, note }: NoteProps) {
  const words = useVersionWords().list;
  const mayEdit = useMay('marketer');
  const [isEdited, setEdited] = useState(false);
  if (isEdited) return <NoteForm journey={journey} version={version} note={note} close={() => setEdited(false)} />;
  return (
    <p className="row note">
      <span className={note === null ? 'soft small' : undefined}>{note ?? words.noNote}</span>
      {mayEdit && (
        <button
          className="button plain small"
          type="button"
          aria-label={note === null ? words.addNote(version) : words.editNote(version)}
          onClick={() => setEdited(true)}
        >
          ✎
        </button>
      )}
    </p>
  );
}

function NoteForm({ journey, version, note, close }: NoteProps & { readonly close: () => void }) {
  const words = useWords();
  const said = useVersionWords().list;
  const queries = useQueryClient();
  const [text, setText] = useState(note ?? '');
  useUnsaved(text !== (note ?? ''));
  const keep = useMutation({
    mutationFn: (wanted: string) =>
      call<typeof putJourneyNoteContract>('put /v1/journeys/:id/versions/:version/note', {
        params: { id: journey, version },
        body: { note: wanted === '' ? null : wanted },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
  });
  return (
    <form
      className="field note-form"
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate(text.trim());
      }}
    >
      <label className="field">
        <span className="label">{said.note}</span>
        <textarea maxLength={1_000} value={text} onChange={({ target }) => setText(target.value)} />
        <span className="hint">{said.noteHint}</span>
      </label>
      {keep.error && <Failure error={keep.error} />}
      <div className="row">
        <button className="button main small" type="submit" disabled={keep.isPending}>
          {said.keep}
        </button>
        <button className="button small" type="button" onClick={close}>
          {words.ui.cancel}
        </button>
      </div>
    </form>
  );
}
