import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postTemplatePublishContract } from '../../../api/templates/post-template-publish.contract.ts';
import type { postTemplateValidateContract } from '../../../api/templates/post-template-validate.contract.ts';
import type { putTemplateContract } from '../../../api/templates/put-template.contract.ts';
import { call } from '../../api/call.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { useUnsaved } from '../../ui/unsaved.ts';
import { bodyOf, isSame, type TemplateDraft } from './draft.ts';

/**
 * A template while it is worked on.
 * @param id as it is in the address; empty: it has none yet
 * @param saved as it was saved last; null: never
 * @param start what is shown first
 */
export function useTemplate(id: string, saved: TemplateDraft | null, start: TemplateDraft) {
  const queries = useQueryClient();
  const [draft, change] = useState(start);
  const [kept, setKept] = useState(saved);
  const isEdited = kept === null || !isSame(draft, kept);
  const letGo = useUnsaved(isEdited);
  const params = { id };
  const save = useMutation({
    mutationFn: () => call<typeof putTemplateContract>('put /v1/templates/:id', { params, body: bodyOf(draft) }),
    onSuccess: async () => {
      setKept(draft);
      letGo();
      await queries.invalidateQueries();
    },
  });
  return {
    id,
    draft,
    change,
    isEdited,
    /** Whether it was ever saved. */
    isKept: kept !== null,
    save,
    check: useChecked(id, draft),
    /** What is published is what was saved. */
    keep: async () => {
      if (isEdited) await save.mutateAsync();
    },
    publish: () => call<typeof postTemplatePublishContract>('post /v1/templates/:id/publish', { params }),
  };
}

export type Work = ReturnType<typeof useTemplate>;

/** What keeps it from being published, asked anew when nobody has typed for a moment. */
function useChecked(id: string, draft: TemplateDraft) {
  const body = useSettled(bodyOf(draft));
  return useQuery({
    queryKey: ['post /v1/templates/:id/validate', id, body],
    queryFn: ({ signal }) =>
      call<typeof postTemplateValidateContract>(
        'post /v1/templates/:id/validate',
        { params: { id }, body },
        { signal },
      ),
    enabled: id !== '',
    placeholderData: (before) => before,
  });
}
