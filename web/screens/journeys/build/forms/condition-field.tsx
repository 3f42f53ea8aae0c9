import { FRESH } from '../../../../conditions/condition.ts';
import { ConditionEditor } from '../../../../conditions/condition-editor.tsx';
import { useWords } from '../../../../words/words.tsx';
import type { Condition } from '../../definition.ts';
import { useBuilding } from '../build-context.ts';
import { isTyping, seenIn } from './seen.ts';

/** What a new condition asks at first. */
export const freshCondition = (): Condition => FRESH.compare(false);

interface ConditionFieldProps {
  readonly condition: Condition;
  /** @param about what is changed: changes to the same in a row are taken back together */
  readonly change: (condition: Condition, about?: string) => void;
  /** Where the definition has it within the step or the journey, such as `paths[0].when`. */
  readonly at: string;
  /** Types of the events that it is about; left out, those that can have brought somebody to a step. */
  readonly events?: readonly string[] | undefined;
  /** How it is called for those who cannot see where it stands. */
  readonly label?: string;
}

/** A condition of a draft, with what may be looked at where it stands. */
export function ConditionField({ condition, change, at, events, label }: ConditionFieldProps) {
  const words = useWords().build.condition;
  const { definition, problems } = useBuilding();
  return (
    <div role="group" aria-label={label ?? words.label}>
      <ConditionEditor
        value={condition}
        onChange={(edited) => change(edited, isTyping(condition, edited) ? at : undefined)}
        problems={problems.map(({ code, field, message }) => ({ code, path: field, message }))}
        at={at}
        sees={seenIn(definition, at.startsWith('enter.'), events)}
      />
    </div>
  );
}

interface OptionalConditionProps extends Omit<ConditionFieldProps, 'condition' | 'change' | 'label'> {
  readonly condition: Condition | undefined;
  readonly change: (condition: Condition | undefined, about?: string) => void;
}

/** A condition that may be left out. */
export function OptionalCondition({ condition, change, ...of }: OptionalConditionProps) {
  const words = useWords().build;
  if (condition === undefined) {
    return (
      <p>
        <button className="button small" type="button" onClick={() => change(freshCondition())}>
          + {words.condition.addWhen}
        </button>
      </p>
    );
  }
  return (
    <div className="part">
      <ConditionField condition={condition} change={change} label={words.enter.when} {...of} />
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
