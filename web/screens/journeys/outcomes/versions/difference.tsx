import { useMemo } from 'react';
import { useSpeech, useWords } from '../../../../words/words.tsx';
import type { Definition } from '../../definition.ts';
import { shownLeaf, shownPath } from './change-words.ts';
import { diffOf, isSame, type FieldChange, type Leaf, type StepChange } from './definition-diff.ts';
import { TextChange } from './text-change.tsx';
import { useVersionWords } from '../words.ts';

interface DifferenceProps {
  readonly before: Definition;
  readonly after: Definition;
}

/** What the later definition does otherwise, step by step and field by field. */
export function Difference({ before, after }: DifferenceProps) {
  const words = useVersionWords().diff;
  const diff = useMemo(() => diffOf(before, after), [before, after]);
  if (isSame(diff)) return <p className="soft">{words.same}</p>;
  const { settings, steps, same } = diff;
  return (
    <div className="stack">
      {settings.length > 0 && (
        <section className="change changed" aria-label={words.settings}>
          <h3>{words.settings}</h3>
          <Fields changes={settings} />
        </section>
      )}
      <ul className="stack">
        {steps.map((step) => (
          <li key={step.id} className={`change ${step.is}`}>
            <ChangedStep step={step} />
          </li>
        ))}
      </ul>
      {same > 0 && <p className="soft small">{words.unchanged(same)}</p>}
    </div>
  );
}

function ChangedStep({ step }: { readonly step: StepChange }) {
  const words = useVersionWords();
  const { kinds } = useWords().steps;
  return (
    <>
      <div className="row">
        <span className={`chip is-${step.is}`}>
          <span aria-hidden="true">{SIGNS[step.is]}</span> {words.diff.is[step.is]}
        </span>
        <h3>{step.id}</h3>
        <span className="soft small">
          {step.type === 'enter' ? kinds.enterOther : kinds[step.type]}
          {step.is !== 'changed' && ` · ${placeOf(step, words.diff)}`}
        </span>
      </div>
      {step.fields.length > 0 && <Fields changes={step.fields} />}
    </>
  );
}

const SIGNS: Readonly<Record<StepChange['is'], string>> = { added: '+', removed: '−', moved: '↕', changed: '~' };

function placeOf(
  step: Exclude<StepChange, { readonly is: 'changed' }>,
  words: ReturnType<typeof useVersionWords>['diff'],
) {
  if (step.is === 'removed') return step.behind === null ? words.wasFirst : words.wasBehind(step.behind);
  return step.behind === null ? words.first : words.behind(step.behind);
}

function Fields({ changes }: { readonly changes: readonly FieldChange[] }) {
  const words = useVersionWords().fields;
  return (
    <dl className="fields">
      {changes.map(({ path, before, after }) => (
        <div key={path.join(' ')}>
          <dt className="soft small">{shownPath(path, words)}</dt>
          <dd>
            {typeof before === 'string' && typeof after === 'string' && isText(before, after) ? (
              <TextChange before={before} after={after} />
            ) : (
              <Values before={before} after={after} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Texts are compared word by word; names, spans and addresses are shown one beside the other. */
function isText(before: string, after: string): boolean {
  return before.includes(' ') && after.includes(' ');
}

function Values({ before, after }: { readonly before: Leaf | undefined; readonly after: Leaf | undefined }) {
  const { language } = useSpeech();
  const { diff } = useVersionWords();
  const shown = (leaf: Leaf) => shownLeaf(leaf, language, diff);
  return (
    <p className="text-change">
      {before !== undefined && (
        <del>
          <span className="hidden-visually">{diff.gone} </span>
          {shown(before)}
        </del>
      )}
      {before !== undefined && after !== undefined && <span aria-hidden="true"> → </span>}
      {after !== undefined && (
        <ins>
          <span className="hidden-visually">{diff.come} </span>
          {shown(after)}
        </ins>
      )}
    </p>
  );
}
