import { useState } from 'react';
import { SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { fallbackOf, freshText, languagesOf, problemsIn, type VariantDraft } from '../draft.ts';
import { USUAL_LANGUAGES, useLanguageName } from '../language-name.ts';
import { useTemplateWords } from '../words.ts';
import type { VariantProps } from './variant-form.tsx';

/** The languages of a variant, of which one is open, and what readers of all others get. */
export function Languages(props: VariantProps) {
  const words = useTemplateWords().languages;
  const nameOf = useLanguageName();
  const { draft, place, variant, text, problems, change, read } = props;
  const { texts } = variant;
  const missing = languagesOf(draft).filter((tag) => !texts.some(({ language }) => language === tag));
  const add = (language: string) => {
    change({ ...variant, texts: [...texts, freshText(language)] });
    read(language);
  };
  return (
    <div className="stack tight" role="group" aria-label={words.title}>
      <div className="row tight template-languages">
        {texts.map(({ language }) => {
          const wrong = problemsIn(problems, place, language).length;
          return (
            <button
              key={language}
              className={`button small ${language === text.language ? 'on' : ''}`}
              type="button"
              aria-pressed={language === text.language}
              onClick={() => read(language)}
            >
              {nameOf(language)} {wrong > 0 && <span className="down">⚠ {wrong}</span>}
            </button>
          );
        })}
        {missing.map((language) => (
          <button key={language} className="button small plain" type="button" onClick={() => add(language)}>
            + {nameOf(language)}
          </button>
        ))}
        <AddLanguage taken={texts.map(({ language }) => language)} add={add} />
      </div>
      <Chain {...props} />
    </div>
  );
}

/** Who reads which text, in a sentence, and what those read who read none of these languages. */
function Chain({ draft, variant, text, change, read }: VariantProps) {
  const words = useTemplateWords().languages;
  const nameOf = useLanguageName();
  const { texts, language: own } = variant;
  const fallback = fallbackOf(draft, variant);
  const remove = () => {
    change(withoutText(variant, text.language, draft.language));
    read(texts.find(({ language }) => language !== text.language)?.language ?? draft.language);
  };
  return (
    <>
      <p className="small soft">
        {texts.length === 1 ? words.only(nameOf(text.language)) : words.chain(nameOf(text.language), nameOf(fallback))}
      </p>
      {texts.length > 1 && (
        <div className="row ends">
          <SelectField
            label={words.own}
            value={own ?? ''}
            choices={[
              { value: '', text: words.ownTemplate(nameOf(draft.language)) },
              ...texts.map(({ language }) => ({ value: language, text: nameOf(language) })),
            ]}
            change={(language) => change({ ...variant, language: language === '' ? null : language })}
          />
          <button className="button small plain" type="button" onClick={remove}>
            {words.remove(nameOf(text.language))}
          </button>
        </div>
      )}
    </>
  );
}

/** Where the text that others fall back to is gone, the first that is left takes its place: one language alone is what its writer means. */
function withoutText(variant: VariantDraft, gone: string, ofTemplate: string): VariantDraft {
  const texts = variant.texts.filter(({ language }) => language !== gone);
  const wanted = variant.language ?? ofTemplate;
  const isThere = texts.some(({ language }) => language === wanted);
  return { ...variant, texts, language: isThere ? variant.language : (texts[0]?.language ?? null) };
}

interface AddProps {
  readonly taken: readonly string[];
  readonly add: (language: string) => void;
}

const OTHER = '?';

function AddLanguage({ taken, add }: AddProps) {
  const words = useTemplateWords().languages;
  const nameOf = useLanguageName();
  const [other, setOther] = useState<string | null>(null);
  const open = USUAL_LANGUAGES.filter((tag) => !taken.includes(tag));
  if (other !== null) {
    const tag = other.trim();
    return (
      <span className="row tight ends">
        <TextField label={words.otherTag} value={other} change={setOther} />
        <button
          className="button small"
          type="button"
          disabled={tag === '' || taken.includes(tag)}
          onClick={() => {
            add(tag);
            setOther(null);
          }}
        >
          {words.add}
        </button>
      </span>
    );
  }
  return (
    <select
      aria-label={words.add}
      value=""
      onChange={({ target }) => (target.value === OTHER ? setOther('') : add(target.value))}
    >
      <option value="">+ {words.add}</option>
      {open.map((tag) => (
        <option key={tag} value={tag}>
          {nameOf(tag)}
        </option>
      ))}
      <option value={OTHER}>{words.other}</option>
    </select>
  );
}
