import { useWords } from '../../../../words/words.tsx';
import type { Condition } from '../../definition.ts';
import { choicesOf, SelectField, TextField, type Choice } from '../fields/fields.tsx';
import { FIELD_GROUPS, FIELDS, groupOf, OPS, withField, withOp, type Comparison } from './kinds.ts';
import { ValueEditor } from './value-editor.tsx';

interface CompareProps {
  readonly comparison: Comparison;
  readonly change: (condition: Condition, about?: string) => void;
  readonly at: string;
}

/** What is looked at, how it is compared, and with what. */
export function CompareEditor({ comparison, change, at }: CompareProps) {
  const { build, steps } = useWords();
  const { condition } = build;
  const { field } = comparison;
  const group = groupOf(field);
  const choices: readonly Choice<string>[] = [
    ...choicesOf(FIELDS, steps.fields),
    ...FIELD_GROUPS.map((each) => ({ value: `${each}.`, text: condition.fieldGroups[each] })),
  ];
  return (
    <>
      <SelectField
        label={condition.field}
        at={`${at}.field`}
        value={group === undefined ? field : `${group}.`}
        choices={choices}
        change={(to) => change(withField(to))}
      />
      {group !== undefined && (
        <TextField
          label={condition.fieldName}
          value={field.slice(group.length + 1)}
          change={(name) => change({ ...comparison, field: `${group}.${name.trim()}` }, `${at}.field`)}
        />
      )}
      <SelectField
        label={condition.op}
        at={`${at}.op`}
        value={comparison.op}
        choices={choicesOf(OPS, steps.ops)}
        change={(op) => change(withOp(comparison, op))}
      />
      <ValueEditor comparison={comparison} change={change} at={`${at}.value`} />
    </>
  );
}
