import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { getPoliciesContract } from '../../../../api/policies/get-policies.contract.ts';
import type { postPoliciesPublishContract } from '../../../../api/policies/post-policies-publish.contract.ts';
import type { putPoliciesContract } from '../../../../api/policies/put-policies.contract.ts';
import { call } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { useWords } from '../../../words/words.tsx';
import { Faults } from '../faults.tsx';
import { Publish } from '../publish.tsx';
import { CapsForm } from './caps-form.tsx';
import { CategoriesForm } from './categories-form.tsx';
import { CountriesForm } from './countries-form.tsx';
import type { Policies, PoliciesView } from './draft.ts';
import { PoliciesPreview } from './policies-preview.tsx';
import { PoliciesVersions } from './policies-versions.tsx';
import { TimesForm } from './times-form.tsx';

/** When and how often customers may get messages, and who gets none. */
export function PoliciesPage() {
  const words = useWords().policies;
  const policies = useReply<typeof getPoliciesContract>('get /v1/policies', {});
  return (
    <>
      <Card title={words.title} about={policies.data ? words.about(policies.data.policies.version) : undefined}>
        <Asked reply={policies} rows={8}>
          {(view) => (
            <Allowed to="marketer">
              <PoliciesForm view={view} />
            </Allowed>
          )}
        </Asked>
      </Card>
      <PoliciesVersions />
    </>
  );
}

function PoliciesForm({ view }: { readonly view: PoliciesView }) {
  const words = useWords().data.draft;
  const queries = useQueryClient();
  const saved = view.draft?.definition ?? view.policies.definition;
  const [draft, setDraft] = useState<Policies>(saved);
  const [asked, setAsked] = useState<Policies | null>(null);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  useUnsaved(isChanged);
  const save = useMutation({
    mutationFn: (body: Policies) => call<typeof putPoliciesContract>('put /v1/policies', { body }),
    onSuccess: async (reply) => {
      setDraft(reply.draft?.definition ?? draft);
      await queries.invalidateQueries({ queryKey: ['get /v1/policies'] });
    },
  });
  const publish = async () => {
    await save.mutateAsync(draft);
    return await call<typeof postPoliciesPublishContract>('post /v1/policies/publish', {});
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      <CapsForm draft={draft} change={setDraft} />
      <TimesForm draft={draft} change={setDraft} />
      <CountriesForm draft={draft} change={setDraft} />
      <CategoriesForm draft={draft} change={setDraft} />
      <Faults title={words.warnings} faults={isChanged ? [] : (view.draft?.warnings ?? [])} />
      {save.error && <Failure error={save.error} />}
      <div className="row actions">
        <button className="button" type="submit" disabled={save.isPending}>
          {words.save}
        </button>
        <button className="button" type="button" onClick={() => setAsked(draft)}>
          {words.preview}
        </button>
        <Publish publish={publish} />
        <button className="button plain" type="button" onClick={() => setDraft(view.policies.definition)}>
          {words.discard}
        </button>
        <span className="small soft" role="status">
          {isChanged ? words.unsaved : save.isSuccess ? words.saved : ''}
        </span>
      </div>
      {asked && <PoliciesPreview draft={asked} />}
    </form>
  );
}
