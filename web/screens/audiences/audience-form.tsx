import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { postAudiencePublishContract } from '../../../api/audiences/post-audience-publish.contract.ts';
import type { postAudienceValidateContract } from '../../../api/audiences/post-audience-validate.contract.ts';
import type { putAudienceContract } from '../../../api/audiences/put-audience.contract.ts';
import { call } from '../../api/call.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { isBelow } from '../../conditions/condition.ts';
import { ConditionEditor } from '../../conditions/condition-editor.tsx';
import { useUnsaved } from '../../ui/unsaved.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { Failure } from '../../ui/failure.tsx';
import { Told } from '../../ui/told.tsx';
import { useWords } from '../../words/words.tsx';
import { Meaning } from './meaning.tsx';
import { bodyOf, isSame, type AudienceDraft } from './draft.ts';

interface AudienceFormProps {
  readonly id: string;
  /** As it was saved last; a new one is not saved. */
  readonly saved: AudienceDraft;
  /** Whether the saved draft differs from what is live. */
  readonly changed: boolean;
  /** When it was saved, in words. */
  readonly savedAt: string | null;
  /** Where a new audience says its id. */
  readonly children?: ReactNode;
  readonly onName?: (name: string) => void;
  /** Keeps a new one from being saved over another. */
  readonly refused?: string | undefined;
  readonly onSaved?: () => void;
}

const PLACES = ['name', 'description', 'condition'] as const;

/** Works on an audience: every problem at its place while it is written, saved and published by buttons. */
export function AudienceForm({ id, saved, changed, savedAt, children, onName, refused, onSaved }: AudienceFormProps) {
  const words = useWords().audiences.form;
  const [draft, setDraft] = useState(saved);
  const checked = useChecked(id, draft);
  const told = checked.data?.problems;
  const problems = told ?? [];
  const isEdited = !isSame(draft, saved);
  const letGo = useUnsaved(isEdited);
  const { save, publish } = useSaving(id, bodyOf(draft), isEdited, () => {
    letGo();
    onSaved?.();
  });
  const faultsAt = (path: string) => problems.filter((problem) => isBelow(problem.path, path));
  const elsewhere = problems.filter(({ path }) => !PLACES.some((place) => isBelow(path, place)));
  const isBusy = save.isPending || publish.isPending || refused !== undefined || id === '';
  const canPublish = told !== undefined && problems.length === 0 && (isEdited || changed);
  return (
    <form
      className="stack audience-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="form-pair">
        <TextField
          label={words.name}
          value={draft.name}
          most={120}
          required
          problems={faultsAt('name')}
          change={(name) => {
            setDraft({ ...draft, name });
            onName?.(name);
          }}
        />
        <TextField
          label={words.description}
          value={draft.description}
          most={500}
          problems={faultsAt('description')}
          change={(description) => setDraft({ ...draft, description })}
        />
      </div>
      {children}
      <div className="stack tight" role="group" aria-label={words.condition}>
        <h2>{words.condition}</h2>
        <ConditionEditor
          value={draft.condition}
          onChange={(condition) => setDraft({ ...draft, condition })}
          problems={problems}
          at="condition"
        />
      </div>
      <Meaning id={id} condition={draft.condition} isSound={isCountable(told)} />
      <Problems problems={elsewhere} />
      <Outcome {...{ save, publish }} />
      {refused !== undefined && <p className="down">{refused}</p>}
      <div className="row">
        <button className="button" type="submit" disabled={isBusy || !isEdited || draft.name === ''}>
          {words.save}
        </button>
        <button className="button main" type="button" disabled={isBusy || !canPublish} onClick={() => publish.mutate()}>
          {words.publish}
        </button>
        <Standing problems={told} isEdited={isEdited} changed={changed} savedAt={savedAt} />
      </div>
      {(isEdited || changed) && <p className="small soft">{words.noCount}</p>}
    </form>
  );
}

/** Saves the draft; publishing saves it first where it was edited. */
function useSaving(id: string, body: object, isEdited: boolean, onSaved: () => void) {
  const queries = useQueryClient();
  const params = { id };
  const put = () => call<typeof putAudienceContract>('put /v1/audiences/:id', { params, body });
  const onSuccess = async () => {
    await queries.invalidateQueries();
    onSaved();
  };
  const save = useMutation({ mutationFn: put, onSuccess });
  const publish = useMutation({
    mutationFn: async () => {
      if (isEdited) await put();
      return await call<typeof postAudiencePublishContract>('post /v1/audiences/:id/publish', { params });
    },
    onSuccess,
  });
  return { save, publish };
}

/** What is wrong with a name or a description keeps nobody from counting. */
function isCountable(problems: readonly FieldProblem[] | undefined): boolean {
  return problems?.every(({ path }) => isBelow(path, 'name') || isBelow(path, 'description')) ?? false;
}

/** What keeps it from being published, asked anew when nobody has typed for a moment. */
function useChecked(id: string, draft: AudienceDraft) {
  const body = useSettled(bodyOf(draft));
  const name = id === '' ? 'new' : id;
  return useQuery({
    queryKey: ['post /v1/audiences/:id/validate', name, body],
    queryFn: ({ signal }) =>
      call<typeof postAudienceValidateContract>(
        'post /v1/audiences/:id/validate',
        { params: { id: name }, body },
        { signal },
      ),
    placeholderData: (before) => before,
  });
}

interface StandingProps {
  /** Left out: not known yet. */
  readonly problems: readonly FieldProblem[] | undefined;
  readonly isEdited: boolean;
  readonly changed: boolean;
  readonly savedAt: string | null;
}

/** Whether it can be published, and whether it is saved. */
function Standing({ problems, isEdited, changed, savedAt }: StandingProps) {
  const words = useWords().audiences.form;
  const check = problems && (problems.length === 0 ? words.fine : words.problems(problems.length));
  const kept = isEdited ? words.unsaved : changed ? savedAt : words.same;
  return (
    <span className="small soft" role="status">
      {[check, kept].filter(Boolean).join(' · ')}
    </span>
  );
}

/** What became of saving and publishing. */
function Outcome({ save, publish }: ReturnType<typeof useSaving>) {
  const words = useWords().audiences.form;
  const error = save.error ?? publish.error;
  return (
    <>
      {error && <Failure error={error} />}
      {publish.data && (
        <p className="notice" role="status">
          {words.published(publish.data.version)} {publish.data.rollout !== null && words.rollout}
        </p>
      )}
    </>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly required?: boolean;
  readonly problems: readonly FieldProblem[];
  readonly change: (value: string) => void;
}

function TextField({ label, value, most, required = false, problems, change }: TextFieldProps) {
  const isTold = problems.length > 0 && value !== '';
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        type="text"
        maxLength={most}
        required={required}
        value={value}
        aria-invalid={isTold}
        onChange={({ target }) => change(target.value)}
      />
      {isTold &&
        problems.map(({ code, message }) => (
          <span key={message} className="fault">
            <Told fault={{ code, message }} />
          </span>
        ))}
    </label>
  );
}

function Problems({ problems }: { readonly problems: readonly FieldProblem[] }) {
  const words = useWords().audiences.form;
  if (problems.length === 0) return null;
  return (
    <div className="notice error" role="alert">
      <strong>{words.elsewhere}</strong>
      <ul className="small">
        {problems.map(({ code, path, message }) => (
          <li key={`${path} ${message}`}>
            {path !== '' && <code>{path}</code>} <Told fault={{ code, message }} />
          </li>
        ))}
      </ul>
    </div>
  );
}
