import { useState, type ReactNode } from 'react';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { Failure } from '../../../ui/failure.tsx';
import { CheckField, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { Faults } from '../../journeys/build/fields/field.tsx';
import { Publish } from '../../data/publish.tsx';
import { FRESH_FRAME, languagesOf, spotOf, withLanguage, type TemplateDraft } from '../draft.ts';
import { USUAL_LANGUAGES, useLanguageName } from '../language-name.ts';
import type { Work } from '../use-template.ts';
import { useTemplateWords } from '../words.ts';
import { Preview } from './preview.tsx';
import { Problems } from './problems.tsx';
import { VariantForm } from './variant-form.tsx';
import { VariantList } from './variant-list.tsx';

interface EditorProps {
  readonly work: Work;
  /** Whether what was saved differs from what is live. */
  readonly changed: boolean;
  /** When it was saved, in words; null: never. */
  readonly savedAt: string | null;
  /** Keeps a new one from being saved over another. */
  readonly refused?: string | undefined;
  readonly onName?: (name: string) => void;
  readonly onSaved?: () => void;
  /** What a new one is asked besides. */
  readonly children?: ReactNode;
}

/** What is worked on: a variant, and one of its languages. */
export interface Spot {
  readonly variant: number;
  readonly language: string;
}

/** Writes a template: to whom what, in which language, with a preview beside it and every problem at its field. */
export function TemplateEditor({ work, children, ...of }: EditorProps) {
  const { draft, change, check } = work;
  const problems = check.data?.problems ?? [];
  const [spot, setSpot] = useState<Spot>({ variant: 0, language: draft.language });
  const variant = draft.variants[spot.variant] ?? draft.variants[0];
  const place = draft.variants[spot.variant] === undefined ? 0 : spot.variant;
  const text = variant?.texts.find(({ language }) => language === spot.language) ?? variant?.texts[0];
  return (
    <form
      className="stack template-form"
      onSubmit={(event) => {
        event.preventDefault();
        work.save.mutate(undefined, { onSuccess: () => of.onSaved?.() });
      }}
    >
      <FaultsProvider value={(at) => problems.filter(({ path }) => path === at)}>
        <General draft={draft} change={change} onName={of.onName}>
          {children}
        </General>
        <div className="template-columns">
          <div className="stack">
            <VariantList
              draft={draft}
              change={change}
              problems={problems}
              chosen={place}
              choose={(next) => setSpot({ ...spot, variant: next })}
            />
            <Faults at="variants" />
            {variant && text && (
              <VariantForm
                key={place}
                draft={draft}
                place={place}
                variant={variant}
                text={text}
                problems={problems}
                change={(next) =>
                  change({ ...draft, variants: draft.variants.map((each, at) => (at === place ? next : each)) })
                }
                read={(language) => setSpot({ variant: place, language })}
              />
            )}
          </div>
          {variant && text && <Preview work={work} variant={variant.id} language={text.language} />}
        </div>
      </FaultsProvider>
      <Problems
        draft={draft}
        problems={problems}
        goTo={(path) => {
          const { variant: at, language } = spotOf(path);
          if (at !== null) setSpot({ variant: at, language: language ?? spot.language });
        }}
      />
      {work.save.error && <Failure error={work.save.error} />}
      <Deeds work={work} {...of} />
    </form>
  );
}

/** Saves and publishes, and says where the draft stands. */
function Deeds({ work, changed, savedAt, refused, onSaved }: Omit<EditorProps, 'children' | 'onName'>) {
  const words = useTemplateWords().form;
  const { id, draft, isEdited, save, check, keep, publish } = work;
  const told = check.data?.problems;
  const isNameless = id === '' || draft.name === '' || refused !== undefined;
  const isSound = told?.length === 0;
  const standing = told === undefined ? '' : isSound ? words.fine : words.problems(told.length);
  const hasNews = isEdited || changed;
  return (
    <>
      {refused !== undefined && <p className="down">{refused}</p>}
      <div className="row actions">
        <button className="button" type="submit" disabled={isNameless || !isEdited || save.isPending}>
          {words.save}
        </button>
        <Publish
          prepare={keep}
          publish={async () => {
            const done = await publish();
            onSaved?.();
            return done;
          }}
          isReady={isSound && !isNameless && hasNews}
          text={words.publishText}
        />
        <span className="small soft" role="status">
          {[hasNews ? standing : words.same, isEdited ? words.unsaved : savedAt].filter(Boolean).join(' · ')}
        </span>
      </div>
    </>
  );
}

interface GeneralProps {
  readonly draft: TemplateDraft;
  readonly change: (draft: TemplateDraft) => void;
  readonly onName: ((name: string) => void) | undefined;
  readonly children: ReactNode;
}

/** What holds for all variants. */
function General({ draft, change, onName, children }: GeneralProps) {
  const words = useTemplateWords();
  const nameOf = useLanguageName();
  const languages = [...new Set([...languagesOf(draft), ...USUAL_LANGUAGES])];
  return (
    <>
      <div className="form-grid">
        <TextField
          label={words.form.name}
          at="name"
          value={draft.name}
          change={(name) => {
            change({ ...draft, name });
            onName?.(name);
          }}
        />
        {children}
        <SelectField
          label={words.form.language}
          hint={words.form.languageHint}
          at="language"
          value={draft.language}
          choices={languages.map((value) => ({ value, text: nameOf(value) }))}
          change={(language) => change(withLanguage(draft, language))}
        />
        <TextField
          label={words.form.description}
          at="description"
          value={draft.description}
          change={(description) => change({ ...draft, description })}
        />
      </div>
      {draft.use === 'mail' && <Frame draft={draft} change={change} />}
    </>
  );
}

function Frame({ draft, change }: Pick<GeneralProps, 'draft' | 'change'>) {
  const words = useTemplateWords().frame;
  const { frame } = draft;
  const set = (next: TemplateDraft['frame']) => change({ ...draft, frame: next });
  return (
    <details className="part">
      <summary>{words.title}</summary>
      <div className="stack">
        <CheckField label={words.on} checked={frame !== null} change={(isOn) => set(isOn ? FRESH_FRAME : null)} />
        {frame !== null && (
          <div className="form-grid">
            <TextField
              label={words.name}
              at="frame.name"
              value={frame.name}
              change={(name) => set({ ...frame, name })}
            />
            <TextField
              label={words.address}
              at="frame.address"
              value={frame.address}
              change={(address) => set({ ...frame, address })}
            />
            <label className="field">
              <span className="label">{words.colour}</span>
              <input
                type="color"
                value={frame.colour}
                onChange={({ target }) => set({ ...frame, colour: target.value })}
              />
            </label>
          </div>
        )}
        <Faults at="frame" />
      </div>
    </details>
  );
}
