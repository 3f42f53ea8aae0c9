import { useWords } from '../../../../words/words.tsx';
import type { Condition } from '../../definition.ts';
import { AudienceField } from '../fields/known-fields.tsx';
import { choicesOf, SelectField } from '../fields/fields.tsx';
import { CompareEditor } from './compare-editor.tsx';
import { DidEditor } from './did-editor.tsx';
import { asKind, CONDITION_KINDS, freshCondition, kindOf } from './kinds.ts';

interface ConditionProps {
  readonly condition: Condition;
  /** @param about what is changed: changes to the same in a row are taken back together */
  readonly change: (condition: Condition, about?: string) => void;
  /** Where the definition has it, such as `paths[0].when`. */
  readonly at: string;
  /** How it is called for those who cannot see where it stands. */
  readonly label?: string;
}

/** A condition by controls: a comparison, what somebody did, an audience, or others put together. */
export function ConditionEditor({ condition, change, at, label }: ConditionProps) {
  const words = useWords().build;
  const { kinds, label: usual } = words.condition;
  return (
    <div className="condition stack" role="group" aria-label={label ?? usual}>
      <SelectField
        label={label ?? usual}
        value={kindOf(condition)}
        choices={choicesOf(CONDITION_KINDS, kinds)}
        change={(kind) => change(asKind(condition, kind))}
      />
      <Parts condition={condition} change={change} at={at} />
    </div>
  );
}

function Parts({ condition, change, at }: ConditionProps) {
  const words = useWords().build;
  if ('field' in condition) return <CompareEditor comparison={condition} change={change} at={at} />;
  if ('did' in condition) {
    return (
      <DidEditor did={condition} change={change} at={at}>
        <OptionalCondition
          condition={condition.when}
          at={`${at}.when`}
          fresh={{ field: 'event.value', op: 'gte', value: 1 }}
          change={(when, about) => change({ ...condition, when }, about)}
        />
      </DidEditor>
    );
  }
  if ('in' in condition) {
    const { audience } = words.trigger;
    return <AudienceField label={audience} at={`${at}.in`} value={condition.in} change={(id) => change({ in: id })} />;
  }
  if ('not' in condition) {
    const { not } = condition;
    return <ConditionEditor condition={not} change={(part, about) => change({ not: part }, about)} at={`${at}.not`} />;
  }
  return 'all' in condition ? (
    <Group parts={condition.all} change={(all, about) => change({ all }, about)} at={`${at}.all`} />
  ) : (
    <Group parts={condition.any} change={(any, about) => change({ any }, about)} at={`${at}.any`} />
  );
}

interface GroupProps {
  readonly parts: readonly Condition[];
  readonly change: (parts: readonly Condition[], about?: string) => void;
  readonly at: string;
}

const MOST_PARTS = 20;

function Group({ parts, change, at }: GroupProps) {
  const words = useWords().build;
  return (
    <div className="stack">
      {parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts have no names, and are told apart by their place
        <div key={index} className="part">
          <ConditionEditor
            condition={part}
            label={`${words.condition.label} ${index + 1}`}
            change={(changed, about) => change(parts.with(index, changed), about)}
            at={`${at}[${index}]`}
          />
          {parts.length > 1 && (
            <button
              className="button small plain"
              type="button"
              aria-label={words.removeOf(`${words.condition.label} ${index + 1}`)}
              onClick={() => change(parts.toSpliced(index, 1))}
            >
              ✕
            </button>
          )}
        </div>
      ))}
      {parts.length < MOST_PARTS && (
        <button className="button small" type="button" onClick={() => change([...parts, freshCondition()])}>
          + {words.condition.addPart}
        </button>
      )}
    </div>
  );
}

interface OptionalProps {
  readonly condition: Condition | undefined;
  readonly change: (condition: Condition | undefined, about?: string) => void;
  readonly at: string;
  /** What it begins with. */
  readonly fresh?: Condition;
}

/** A condition that may be left out. */
export function OptionalCondition({ condition, change, at, fresh = freshCondition() }: OptionalProps) {
  const words = useWords().build;
  if (condition === undefined) {
    return (
      <p>
        <button className="button small" type="button" onClick={() => change(fresh)}>
          + {words.condition.addWhen}
        </button>
      </p>
    );
  }
  return (
    <div className="part">
      <ConditionEditor condition={condition} change={change} at={at} label={words.enter.when} />
      <button
        className="button small plain"
        type="button"
        aria-label={words.removeOf(words.enter.when)}
        onClick={() => change(undefined)}
      >
        ✕
      </button>
    </div>
  );
}
