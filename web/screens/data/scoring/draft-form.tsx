import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { putScoringContract } from '../../../../api/scoring/put-scoring.contract.ts';
import type { postScoringPublishContract } from '../../../../api/scoring/post-scoring-publish.contract.ts';
import { call } from '../../../api/call.ts';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { useWords } from '../../../words/words.tsx';
import { Faults } from '../faults.tsx';
import { Publish } from '../publish.tsx';
import { CellsForm } from './cells-form.tsx';
import { CutsForm } from './cuts-form.tsx';
import type { Draft, ScoringView } from './draft.ts';
import { GeneralForm } from './general-form.tsx';
import { ScoringPreview } from './scoring-preview.tsx';
import { SegmentsForm } from './segments-form.tsx';

/** The draft in controls: nothing of it counts until it is published. */
export function DraftForm({ view }: { readonly view: ScoringView }) {
  const words = useWords();
  const queries = useQueryClient();
  const saved = view.draft?.definition ?? view.model.definition;
  const [draft, setDraft] = useState<Draft>(saved);
  const [asked, setAsked] = useState<Draft | null>(null);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  useUnsaved(isChanged);
  const save = useMutation({
    mutationFn: (body: Draft) => call<typeof putScoringContract>('put /v1/scoring', { body }),
    onSuccess: async (reply) => {
      setDraft(reply.draft?.definition ?? draft);
      await queries.invalidateQueries({ queryKey: ['get /v1/scoring'] });
    },
  });
  const publish = async () => {
    await save.mutateAsync(draft);
    return await call<typeof postScoringPublishContract>('post /v1/scoring/publish', {});
  };
  const problems = isChanged ? [] : (view.draft?.problems ?? []);
  return (
    <>
      <Card title={words.scoring.draft} about={words.scoring.draftAbout}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(draft);
          }}
        >
          <GeneralForm draft={draft} change={setDraft} />
          <CutsForm draft={draft} change={setDraft} />
          <SegmentsForm draft={draft} change={setDraft} />
          <CellsForm draft={draft} change={setDraft} />
          <Faults title={words.data.draft.problems} faults={problems} isGrave />
          <Faults title={words.data.draft.warnings} faults={isChanged ? [] : (view.draft?.warnings ?? [])} />
          {save.error && <Failure error={save.error} />}
          <div className="row actions">
            <button className="button" type="submit" disabled={save.isPending}>
              {words.data.draft.save}
            </button>
            <button className="button" type="button" onClick={() => setAsked(draft)}>
              {words.data.draft.preview}
            </button>
            <Publish publish={publish} />
            <button
              className="button plain"
              type="button"
              onClick={() => {
                setDraft(view.model.definition);
                setAsked(null);
              }}
            >
              {words.data.draft.discard}
            </button>
            <span className="small soft" role="status">
              {isChanged ? words.data.draft.unsaved : save.isSuccess ? words.data.draft.saved : ''}
            </span>
          </div>
        </form>
      </Card>
      {asked && <ScoringPreview draft={asked} />}
    </>
  );
}
