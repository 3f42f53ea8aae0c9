import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postLoyaltyPublishContract } from '../../../../api/loyalty/post-loyalty-publish.contract.ts';
import type { postLoyaltyValidateContract } from '../../../../api/loyalty/post-loyalty-validate.contract.ts';
import type { putLoyaltyContract } from '../../../../api/loyalty/put-loyalty.contract.ts';
import { call } from '../../../api/call.ts';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { useSettled } from '../../../ui/use-settled.ts';
import { NO_PROGRAMME, type LoyaltyView, type Programme } from '../programme.ts';
import { readText, textOf } from './text.ts';

/** The draft while it is worked on, in the form or as text: only one of them can be written at a time. */
export function useProgramme(view: LoyaltyView) {
  const queries = useQueryClient();
  const saved = view.draft?.definition ?? view.loyalty?.definition ?? NO_PROGRAMME;
  const [kept, setKept] = useState<Programme>(saved);
  const [draft, setDraft] = useState<Programme>(saved);
  /** Null: the form is shown. */
  const [text, setText] = useState<string | null>(null);
  const read = text === null ? { body: draft } : readText(text);
  const isEdited = text === null ? textOf(draft) !== textOf(kept) : text !== textOf(kept);
  useUnsaved(isEdited);
  const save = useMutation({
    mutationFn: (body: unknown) => call<typeof putLoyaltyContract>('put /v1/loyalty', { body }),
    onSuccess: async (reply) => {
      const definition = reply.draft?.definition ?? draft;
      setKept(definition);
      setDraft(definition);
      setText((before) => (before === null ? null : textOf(definition)));
      await queries.invalidateQueries({ queryKey: ['get /v1/loyalty'] });
    },
  });
  const keep = async () => {
    if (isEdited && 'body' in read) await save.mutateAsync(read.body);
  };
  return {
    draft,
    text,
    read,
    isEdited,
    save,
    keep,
    change: setDraft,
    write: setText,
    check: useChecked(read),
    toText: () => setText(textOf(draft)),
    /** What was written as text is read by the API first. */
    toForm: async () => {
      await keep();
      setText(null);
    },
    discard: () => {
      const inForce = view.loyalty?.definition ?? NO_PROGRAMME;
      setDraft(inForce);
      setText((before) => (before === null ? null : textOf(inForce)));
    },
    publish: () => call<typeof postLoyaltyPublishContract>('post /v1/loyalty/publish', {}),
  };
}

export type Work = ReturnType<typeof useProgramme>;

/** What keeps it from being published, asked anew when nobody has typed for a moment. */
function useChecked(read: ReturnType<typeof readText>) {
  const isJson = 'body' in read;
  const body = useSettled(isJson ? read.body : null);
  return useQuery({
    queryKey: ['post /v1/loyalty/validate', body],
    queryFn: ({ signal }) =>
      call<typeof postLoyaltyValidateContract>('post /v1/loyalty/validate', { body }, { signal }),
    enabled: isJson && body !== null,
    placeholderData: (before) => before,
  });
}
