import type { FieldProblem } from '../../../api/problem.ts';
import type { Condition } from '../../../conditions/condition.ts';
import { ConditionEditor } from '../../../conditions/condition-editor.tsx';
import { Faults } from '../../journeys/build/fields/field.tsx';
import { TextField } from '../../journeys/build/fields/fields.tsx';
import type { TemplateDraft, TextDraft, VariantDraft } from '../draft.ts';
import { useTemplateWords } from '../words.ts';
import { useFirstSegment } from './first-segment.ts';
import { Languages } from './languages.tsx';
import { TextForm } from './text-form.tsx';

export interface VariantProps {
  readonly draft: TemplateDraft;
  readonly place: number;
  readonly variant: VariantDraft;
  /** The one of its texts that is open. */
  readonly text: TextDraft;
  readonly problems: readonly FieldProblem[];
  readonly change: (variant: VariantDraft) => void;
  /** Opens the text in another language. */
  readonly read: (language: string) => void;
}

/** One variant: whom it is for, and what it says in each of its languages. */
export function VariantForm(props: VariantProps) {
  const words = useTemplateWords().variants;
  const { place, variant, text, problems, change } = props;
  const at = `variants[${place}]`;
  return (
    <section className="stack part" aria-label={variant.id}>
      <Faults at={at} />
      <TextField
        label={words.id}
        hint={words.idHint}
        at={`${at}.id`}
        value={variant.id}
        change={(id) => change({ ...variant, id })}
      />
      <Who when={variant.when} at={`${at}.when`} problems={problems} change={(when) => change({ ...variant, when })} />
      <Languages {...props} />
      <Faults at={`${at}.texts`} />
      <Faults at={`${at}.texts.${text.language}`} />
      <TextForm
        use={props.draft.use}
        text={text}
        at={`${at}.texts.${text.language}`}
        change={(next) =>
          change({ ...variant, texts: variant.texts.map((each) => (each.language === text.language ? next : each)) })
        }
      />
      <details>
        <summary>{words.notes}</summary>
        <div className="form-grid">
          <TextField
            label={words.tone}
            at={`${at}.tone`}
            value={variant.tone}
            change={(tone) => change({ ...variant, tone })}
          />
          <TextField
            label={words.value}
            at={`${at}.value`}
            value={variant.value}
            change={(value) => change({ ...variant, value })}
          />
        </div>
      </details>
    </section>
  );
}

interface WhoProps {
  readonly when: Condition | null;
  readonly at: string;
  readonly problems: readonly FieldProblem[];
  readonly change: (when: Condition | null) => void;
}

/** Those for whom a condition holds, or everybody else. */
function Who({ when, at, problems, change }: WhoProps) {
  const words = useTemplateWords().variants;
  const first = useFirstSegment();
  const kinds = ['some', 'rest'] as const;
  return (
    <fieldset>
      <legend>{words.who}</legend>
      <div className="row">
        {kinds.map((kind) => (
          <label key={kind} className="check">
            <input
              type="radio"
              name={`who ${at}`}
              checked={(when === null) === (kind === 'rest')}
              onChange={() => change(kind === 'rest' ? null : first)}
            />{' '}
            {words.whos[kind]}
          </label>
        ))}
      </div>
      {when !== null && <ConditionEditor value={when} onChange={change} problems={problems} at={at} />}
    </fieldset>
  );
}
