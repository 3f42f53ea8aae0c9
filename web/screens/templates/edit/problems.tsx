import type { FieldProblem } from '../../../api/problem.ts';
import { Told } from '../../../ui/told.tsx';
import { spotOf, TEXT_PARTS, type TemplateDraft } from '../draft.ts';
import { useLanguageName } from '../language-name.ts';
import { useTemplateWords } from '../words.ts';

interface ProblemsProps {
  readonly draft: TemplateDraft;
  readonly problems: readonly FieldProblem[];
  /** Opens the variant and the language that a problem is in. */
  readonly goTo: (path: string) => void;
}

/** All that keeps it from being published, each with a button to its place: only one text is open at a time. */
export function Problems({ draft, problems, goTo }: ProblemsProps) {
  const words = useTemplateWords().form;
  const say = usePlace(draft);
  if (problems.length === 0) return null;
  return (
    <div className="notice error" role="status">
      <strong>⚠ {words.problemsTitle}</strong>
      <ul className="small template-problems">
        {problems.map(({ code, path, message }) => (
          <li key={`${path} ${message}`}>
            <strong>{say(path)}</strong> <Told fault={{ code, message }} />{' '}
            {spotOf(path).variant !== null && (
              <button className="button plain small" type="button" onClick={() => goTo(path)}>
                {words.goTo}
                <span className="hidden-visually">: {say(path)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where something is, in words: the variant, its language and the part of the text. */
function usePlace({ variants }: TemplateDraft): (path: string) => string {
  const words = useTemplateWords();
  const nameOf = useLanguageName();
  return (path) => {
    const { variant, language } = spotOf(path);
    if (variant === null) return '';
    const name = variants[variant]?.id || words.variants.one(variant + 1);
    const part = TEXT_PARTS.find((each) => language !== null && path.endsWith(`.${each}`));
    return [name, ...(language === null ? [] : [nameOf(language)]), ...(part ? [words.parts[part]] : [])].join(' · ');
  };
}
